"""Level-1 responses: anonymous, so neither person nor time of day is kept (domain.md §1, UU 27/2022)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import bulk, clock
from alur.base.lib.fields import to_hundredths
from alur.base.lib.importing.verdicts import Change, Verdict, changes
from alur.base.lib.problems import Problem
from alur.catalogue.queries.known import AboutCodes, Abouts
from alur.evaluation.models import Response
from alur.learning.queries.reach import sessions_in_reach
from alur.people.permissions import visible_paths
from alur.records.services import stamp

ACTION = "records.import"
COLUMNS = ("id", "activity_id", "submitted_on", "item", "score", "max_score", "digest")


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One answered item about a module or a session (the other code is "")."""

    record_id: UUID
    submitted_at: datetime
    item: str
    score: Decimal
    max_score: Decimal
    session_code: str = ""
    module_code: str = ""


def put_responses(*, actor: Actor, rows: Sequence[ResponseRow], source: str = "") -> list[Verdict]:
    """Take responses in, and return what became of each. source: for the audit trail.

    A refused row leaves the others be: `catalogue.unknown_module`, `catalogue.unknown_session`, `evaluation.conflict`
    when the id is taken by other content, `evaluation.not_yours`. Raises Problem `access.not_allowed`.
    """
    abouts = Abouts(about(row) for row in rows)
    theirs = beyond_reach(actor, rows, abouts)
    with transaction.atomic():
        stamp()  # puts writers in line: what is not stored now is stored by nobody else meanwhile
        ids = {(row.record_id,) for row in rows}
        known = {id: bytes(digest) for id, digest in bulk.matching(Response, ["id"], ids, ["id", "digest"])}
        new: list[tuple[object, ...]] = []
        verdicts = [theirs.get(row) or put_response(row, abouts, known, new) for row in rows]
        bulk.insert(Response, COLUMNS, new)
        if counts := changes(verdicts):
            audit.write(actor, "evaluation.import_responses", "evaluation:*", source=source, **counts)
    return verdicts


def beyond_reach(actor: Actor, rows: Sequence[ResponseRow], abouts: Abouts) -> dict[ResponseRow, Problem]:
    """Return the rows that are not the actor's to take in: who reaches a unit does so for its own sessions."""
    if permissions.allows(actor, ACTION):
        return {}
    if not visible_paths(actor, ACTION):
        raise permissions.not_allowed()
    ids = {row: abouts.activity_id(about(row)) for row in rows}
    held = sessions_in_reach(actor, {id for id in ids.values() if id is not None})
    return {row: not_yours() for row, id in ids.items() if id is not None and id not in held}


def not_yours() -> Problem:
    return Problem(
        "evaluation.not_yours",
        _("This answer is about something that your unit did not hold."),
        field="session_code",
        mend=_("Only evaluations of your unit's own sessions are yours to take in."),
    )


def put_response(row: ResponseRow, abouts: Abouts, known: dict[UUID, bytes], new: list[tuple[object, ...]]) -> Verdict:
    refused = abouts.refusal(about(row))
    if refused is not None:
        return refused
    digest = digest_of(row)
    if row.record_id in known:
        return Change.UNCHANGED if known[row.record_id] == digest else conflict()
    known[row.record_id] = digest
    submitted_on = clock.local_date(row.submitted_at)
    marks = (to_hundredths(row.score), to_hundredths(row.max_score))
    new.append((row.record_id, abouts.activity_id(about(row)), submitted_on, row.item, *marks, digest))
    return Change.CREATED


def about(row: ResponseRow) -> AboutCodes:
    return AboutCodes(module=row.module_code, session=row.session_code)


def digest_of(row: ResponseRow) -> bytes:
    """Return the digest of what is kept: with the time of day in it, trying all would give that time away."""
    on = clock.local_date(row.submitted_at).isoformat()
    kept = (row.module_code, row.session_code, on, row.item, str(row.score), str(row.max_score))
    return hashlib.sha256(repr(kept).encode()).digest()


def conflict() -> Problem:
    return Problem(
        "evaluation.conflict",
        _("A response with this id is already stored with other content."),
        field="record_id",
        mend=_("Give the new response an id of its own, or remove the row."),
        status=409,
    )
