"""Brings the projections up: at once for what is just stored, later for what a fault held back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias
from uuid import UUID

import structlog
from django.db import connection, transaction

from alur.base.lib import bulk, clock, reference
from alur.base.lib.ids import uuid_of_digits
from alur.base.lib.tuples import column_of, those
from alur.records.models import Fault, Head, Voiding
from alur.records.projections import registry
from alur.records.projections.registry import Batch, Projection
from alur.records.rules.draft import Record
from alur.records.services.stamping import Line

CHUNK_RECORDS = 5_000
StoredRow: TypeAlias = tuple[int, UUID | str, int, str, str | None, str, int | None]
log = structlog.get_logger(__name__)


class FoldFailed(Exception):
    """A projection could not take in a batch. projection: its name."""

    def __init__(self, projection: str) -> None:
        super().__init__(projection)
        self.projection = projection


def fold_new(records: Sequence[Record], line: Line) -> int:
    """Fold records just stored, if all before them are, and return the last rid folded now. Raises FoldFailed.

    line: the head as it was before they came.
    """
    if has_unfolded(line):
        return line.folded
    with reference.unchanged_since(line.known):
        fold(with_voiding(records), live(line.live))
    return records[-1].rid


def fold_or_note(records: Sequence[Record], line: Line) -> int:
    """Do what fold_new does, but let a fault leave the records for `catch_up`; they stay stored."""
    try:
        with transaction.atomic():
            return fold_new(records, line)
    except FoldFailed as failure:
        note(failure, records[0].rid)
        return line.folded


def has_unfolded(line: Line) -> bool:
    """Tell whether statements wait to be folded. Moments without a record take rids too, so these alone do not say."""
    if line.folded >= line.rid:
        return False
    sql = "SELECT 1 FROM records_statement WHERE rid > %s AND rid <= %s LIMIT 1"
    return bool(bulk.read(sql, [line.folded, line.rid]))


def fold(records: Sequence[Record], projections: Sequence[Projection]) -> None:
    """Fold records through projections, lowest first. Raises FoldFailed."""
    # One that was voided before it came counts for nothing.
    voidings = zip(column_of(records, "rid"), column_of(records, "voided_by"), strict=True)
    batch = Batch(those(records, [voided_by is None or voided_by > rid for rid, voided_by in voidings]))
    for projection in projections:
        try:
            projection.fold(batch)
        except Exception as error:
            raise FoldFailed(projection.name) from error


def with_voiding(records: Sequence[Record]) -> Sequence[Record]:
    """Return records just stored with the one by which they are voided."""
    if len(records) >= bulk.MANY_ROWS and not bulk.read("SELECT 1 FROM records_voiding LIMIT 1"):
        return records
    rows = bulk.matching(Voiding, ["target_id"], [(record.id,) for record in records], ["target_id", "by_rid"])
    voided: dict[UUID, int] = dict(rows)
    return [record._replace(voided_by=voided.get(record.id)) for record in records] if voided else records


def live(labels: str) -> list[Projection]:
    """Return the registered projections that are kept up, lowest first."""
    kept = set(labels.split())
    return [projection for projection in registry.registered() if registry.label(projection) in kept]


def advance(rid: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_head SET folded = %s WHERE id = 1", [rid])


def note(failure: FoldFailed, rid: int) -> None:
    log.error("fold_failed", projection=failure.projection, rid=rid, exc_info=failure.__cause__)
    Fault.objects.create(
        at=clock.now(),
        projection=failure.projection,
        rid=rid,
        error=f"{type(failure.__cause__).__name__}: {failure.__cause__}",
    )


def catch_up() -> int:
    """Fold what is stored but not yet folded, and return how many records that was. Raises FoldFailed."""
    total = 0
    while count := catch_up_chunk():
        total += count
    return total


def catch_up_chunk() -> int:
    with transaction.atomic():
        head = Head.objects.select_for_update().get(id=1)
        records = next(stored_after(head.folded), [])
        if not records:
            return 0
        try:
            with transaction.atomic():
                fold(records, live(head.live))
                advance(records[-1].rid)
                Fault.objects.all().delete()
        except FoldFailed as failure:
            failed = failure
        else:
            return len(records)
    note(failed, records[0].rid)
    raise failed


def stored_after(rid: int, *, until: int | None = None, size: int = CHUNK_RECORDS) -> Iterator[list[Record]]:
    """Yield the stored records above rid (up to `until`) in store order, in lists of at most size."""
    verbs: dict[int, str] = {}
    while True:
        rows = chunk_after(rid, until, size)
        if not rows:
            return
        if not all(row[2] in verbs for row in rows):
            verbs = all_verbs()
        yield [stored_record(row, verbs) for row in rows]
        rid = rows[-1][0]


def stored_record(row: StoredRow, verbs: Mapping[int, str]) -> Record:
    rid, id, verb, actor, activity, body, voided_by = row
    key = id if isinstance(id, UUID) else uuid_of_digits(id)
    return Record(rid, key, verbs[verb], actor, activity, body, voided_by=voided_by)


def chunk_after(rid: int, until: int | None, size: int) -> list[StoredRow]:
    sql = """
        SELECT s.rid, s.id, s.verb_id, a.key, o.iri, s.body, v.by_rid FROM records_statement s
        JOIN records_actorkey a ON a.id = s.actor_id LEFT JOIN records_activitykey o ON o.id = s.activity_id
        LEFT JOIN records_voiding v ON v.target_id = s.id
        WHERE s.rid > %s AND s.rid <= %s ORDER BY s.rid LIMIT %s
    """
    with in_store_order(), connection.cursor() as cursor:
        cursor.execute(sql, [rid, until if until is not None else 2**63 - 1, size])
        rows: list[StoredRow] = cursor.fetchall()
        return rows


@contextmanager
def in_store_order() -> Iterator[None]:
    """Keep PostgreSQL from sorting all that is left for each chunk, as it does on tables that grew unanalysed."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        yield
        cursor.execute("SET LOCAL enable_sort = on")


def all_verbs() -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, iri FROM records_verbkey")
        return dict(cursor.fetchall())
