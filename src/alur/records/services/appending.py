"""The one door into the store: statements in, each once, and the projections brought up in the same transaction.

Many small writers share one commit (docs/decisions): a thread that finds others waiting writes for all of them.
"""

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from alur.base.lib import bulk
from alur.base.lib.problems import Problem
from alur.base.lib.tuples import Tuples, column_of, columns_of
from alur.base.lib.turns import own_turn
from alur.records.models import ActivityLink, ActorLink, Statement, StatementKey, Voiding
from alur.records.rules import prepare
from alur.records.rules.draft import Draft, Record
from alur.records.rules.validation import Version
from alur.records.services import folding, keys
from alur.records.services.stamping import Line, leave_line, wait_in_line


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of drafts. stored: ids now stored; known: ids that were there before, with the same content."""

    stored: tuple[UUID, ...]
    known: tuple[UUID, ...]


class Fate(Enum):
    """What became of one draft. CONFLICT: its id is taken by other content, and it was left out."""

    STORED = "stored"
    KNOWN = "known"
    CONFLICT = "conflict"


@dataclass(slots=True)
class Waiting:
    """Drafts of one writer and, when done, their outcome or what stood in the way."""

    drafts: Sequence[Draft]
    outcome: Outcome | None = None
    error: BaseException | None = None
    done: bool = field(default=False)

    def result(self) -> Outcome:
        """Return the outcome, or raise what stood in the way."""
        if self.error is not None or self.outcome is None:
            raise self.error or RuntimeError("the leading writer left this one out")
        return self.outcome


def append_statements(
    statements: Sequence[Mapping[str, Any]], *, authority: Mapping[str, Any], version: Version
) -> Outcome:
    """Validate and store statements whole or not at all.

    authority: the agent that vouches for them; version: of xAPI. Raises Problem `xapi.invalid` (400) naming the
    field, `records.conflict` (409) when an id is taken by other content.
    """
    return append(prepare.drafts(statements, authority=authority, version=version))


_queue: list[Waiting] = []
_queue_lock = threading.Lock()
_leading = threading.Lock()


def append(drafts: Sequence[Draft]) -> Outcome:
    """Store drafts, each once. Within a caller's transaction they belong to it; else writers share a commit.

    Raises Problem `records.conflict` (409) when an id is taken by other content; then none of the drafts is stored.
    """
    if connection.in_atomic_block:
        return append_drafts(drafts)
    waiting = Waiting(drafts)
    with _queue_lock:
        _queue.append(waiting)
    with _leading:
        if not waiting.done:
            lead()
    return waiting.result()


def lead() -> None:
    """Write for all that wait. If that fails as one, each is tried for itself, so that one never spoils another."""
    group: list[Waiting] = []
    try:
        with own_turn(), transaction.atomic(), bulk.pipelined():
            line = wait_in_line()
            # Only now, as more have come while others had their turn.
            group = taken_from_queue()
            store_group(group, line)
    except Exception:  # noqa: BLE001  whatever it was, it is raised again below to the writer whose it is
        group = group or taken_from_queue()
        for waiting in group:
            alone(waiting)
    finally:
        for waiting in group:
            waiting.done = True


def taken_from_queue() -> list[Waiting]:
    with _queue_lock:
        group = _queue[:]
        _queue.clear()
    return group


def store_group(group: Sequence[Waiting], line: Line) -> None:
    """Store the drafts of all in one go, leaving out those in conflict. Raises FoldFailed."""
    accepted: dict[UUID, Draft] = {}
    known = digests({draft.id for waiting in group for draft in waiting.drafts})
    for waiting in group:
        try:
            fresh, outcome = sift(waiting.drafts, known)
        except Problem as problem:
            waiting.error = problem
            continue
        accepted |= fresh
        known |= {id: draft.digest for id, draft in fresh.items()}
        waiting.outcome = outcome
    if accepted:
        records = insert(list(accepted.values()), line)
        leave_line(rid=records[-1].rid, folded=folding.fold_new(records, line))


def alone(waiting: Waiting) -> None:
    waiting.outcome = waiting.error = None
    try:
        with transaction.atomic():
            waiting.outcome = append_drafts(waiting.drafts)
    except Exception as error:  # noqa: BLE001  handed to the thread that waits
        waiting.error = error


def append_drafts(drafts: Sequence[Draft]) -> Outcome:
    """Store drafts in the transaction that is open. Raises Problem `records.conflict`."""
    line = wait_in_line()
    fresh, outcome = sift(drafts, digests({draft.id for draft in drafts}))
    write(list(fresh.values()), line)
    return outcome


def append_each(drafts: Sequence[Draft]) -> list[Fate]:
    """Store those of the drafts that can be, in the transaction that is open, and return what became of each."""
    line = wait_in_line()  # an id that is free now stays so
    # By the ids' digits, which hash at once; UUIDs do not.
    ids = [id.hex for id in column_of(drafts, "id")]
    rows = bulk.matching(StatementKey, ["id"], zip(column_of(drafts, "id"), strict=True), ["id", "digest"])
    if not rows and len(set(ids)) == len(ids):
        write(drafts, line)
        return [Fate.STORED] * len(ids)
    known = {id.hex: bytes(digest) for id, digest in rows}
    fresh: list[Draft] = []
    fates = []
    for id, draft in zip(ids, drafts, strict=True):
        held = known.get(id)
        if held is None:
            known[id] = draft.digest
            fresh.append(draft)
            fates.append(Fate.STORED)
        else:
            fates.append(Fate.KNOWN if held == draft.digest else Fate.CONFLICT)
    write(fresh, line)
    return fates


def digests(ids: set[UUID]) -> dict[UUID, bytes]:
    rows = bulk.matching(StatementKey, ["id"], [(id,) for id in ids], ["id", "digest"])
    return {id: bytes(digest) for id, digest in rows}


def sift(drafts: Sequence[Draft], known: Mapping[UUID, bytes]) -> tuple[dict[UUID, Draft], Outcome]:
    """Tell new drafts from those already stored. Raises Problem `records.conflict`."""
    fresh: dict[UUID, Draft] = {}
    before: list[UUID] = []
    for draft in drafts:
        held = known.get(draft.id) or (fresh[draft.id].digest if draft.id in fresh else None)
        if held is None:
            fresh[draft.id] = draft
        elif held == draft.digest:
            before.append(draft.id)
        else:
            raise conflict(draft.id)
    return fresh, Outcome(stored=tuple(fresh), known=tuple(before))


def conflict(id: UUID) -> Problem:
    return Problem(
        "records.conflict",
        f"A record with the id {id} is already stored with other content.",
        field="id",
        mend="Give the new record an id of its own; a stored record is never changed.",
        status=409,
    )


def write(drafts: Sequence[Draft], line: Line) -> None:
    """Insert new drafts and fold them."""
    if drafts:
        records = insert(drafts, line)
        leave_line(rid=records[-1].rid, folded=folding.fold_or_note(records, line))


def insert(drafts: Sequence[Draft], line: Line) -> Sequence[Record]:
    """Insert new drafts and return them as records, in their order."""
    # Column by column: files have a million of these.
    ids, digests, bodies, its_verbs, its_actor, its_activity, registrations, actors, activities, voids, told = (
        columns_of(drafts)
    )
    first = line.next_rid
    rids = range(first, first + len(drafts))
    verb_of = keys.verbs.numbers(its_verbs)
    # Those of one person or activity are often the same tuple.
    actor_of = keys.actors.numbers(key for named in set(actors) for key, _ in named)
    activity_of = keys.activities.numbers(iri for named in set(activities) for iri, _ in named)
    statements = {
        "rid": rids,
        "id": ids,
        "verb_id": [verb_of[verb] for verb in its_verbs],
        "actor_id": [actor_of[actor] for actor in its_actor],
        "activity_id": [activity_of[activity] if activity else None for activity in its_activity],
        "registration": registrations,
        "body": bodies,
    }
    voidings = [(target, rid) for target, rid in zip(voids, rids, strict=True) if target]
    bulk.insert_each(
        bulk.Rows(StatementKey, {"id": ids, "rid": rids, "digest": digests}),
        bulk.Rows(Statement, statements),
        bulk.Rows(ActorLink, links("actor_id", actor_of, actors, rids)),
        bulk.Rows(ActivityLink, links("activity_id", activity_of, activities, rids)),
        bulk.rows_of(Voiding, ("target_id", "by_rid"), voidings, conflict="DO NOTHING"),
    )
    return Tuples(Record, (rids, ids, its_verbs, its_actor, its_activity, bodies, told, [None] * len(drafts)))


def links(
    column: str, numbers: Mapping[str, int], named: Sequence[tuple[tuple[str, int], ...]], rids: Sequence[int]
) -> dict[str, list[int]]:
    """Return the columns of links to what statements name, in the order of their keys, in which SQLite keeps them.

    column: of the key; named: (text, roles) of what each statement names.
    """
    places: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for rid, each in zip(rids, named, strict=True):
        for link in each:
            places[link].append(rid)
    columns: dict[str, list[int]] = {column: [], "rid": [], "roles": []}
    in_order = sorted((numbers[text], roles, its_rids) for (text, roles), its_rids in places.items())
    for number, roles, its_rids in in_order:
        columns[column] += [number] * len(its_rids)
        columns["rid"] += its_rids
        columns["roles"] += [roles] * len(its_rids)
    return columns
