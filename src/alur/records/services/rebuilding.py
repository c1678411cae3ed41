"""Builds projections again from the records alone, beside the live ones, and compares or replaces those.

The copies are temporary tables of the same names: both databases resolve a name to the temporary table first, so the
projections' own code runs unchanged and never knows.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from alur.base.lib import clock
from alur.base.lib.collecting import collecting_between_batches
from alur.base.lib.problems import Problem
from alur.records.models import Fault, Head, RebuildGuard
from alur.records.projections import registry
from alur.records.projections.registry import Projection
from alur.records.services import folding
from alur.records.services.stamping import pass_moment

CHUNK_RECORDS = 20_000  # more a chunk: fewer looks at the same people; each takes some 5 kB
MOST_SHOWN = 20
TEMPORARY_KIBIBYTES = 65_536  # SQLite would keep 2 MB of temporary tables in memory
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the rebuilt table differs from the live one. extra: rows only live; missing: rows only rebuilt.

    examples: (`only live` | `only rebuilt`, row as text), at most MOST_SHOWN of each.
    """

    projection: str
    table: str
    extra: int
    missing: int
    examples: tuple[tuple[str, str], ...]


def check(names: Sequence[str] = (), *, progress: Progress = lambda count: None) -> list[Difference]:
    """Rebuild beside the live projections and return where they differ. Changes nothing.

    names: of projections, () for all; progress: told how many records were folded. Raises Problem on unknown names.
    """
    return build(names, replace=False, progress=progress)


def rebuild(names: Sequence[str] = (), *, progress: Progress = lambda count: None) -> list[Difference]:
    """Rebuild projections and put right what differs; return what that was. Records may come in meanwhile."""
    return build(names, replace=True, progress=progress)


def build(names: Sequence[str], *, replace: bool, progress: Progress) -> list[Difference]:
    wanted = chosen(names)
    everything = registry.registered()
    tables = [table for projection in everything for table in projection.tables]
    with shadow_tables(tables), collecting_between_batches():
        reached = fold_until(0, Head.objects.get(id=1).folded if not replace else None, everything, progress)
        with transaction.atomic():
            # Writers wait from here, so that the copy can reach the same record as the live tables.
            head = Head.objects.select_for_update().get(id=1)
            until = None if replace else head.folded
            fold_until(reached, until, everything, progress, CHUNK_RECORDS)
            found = [diff for projection in wanted for diff in compare(projection)]
            if replace:
                put_right(wanted, found, head)
    return found


def chosen(names: Sequence[str]) -> list[Projection]:
    known = {projection.name: projection for projection in registry.registered()}
    for name in names:
        if name not in known:
            raise Problem(
                "records.unknown_projection",
                f"There is no projection “{name}”.",
                field="projection",
                mend=f"Known are: {', '.join(known)}.",
                status=404,
            )
    return [known[name] for name in names] if names else list(known.values())


def fold_until(
    rid: int, until: int | None, projections: Sequence[Projection], progress: Progress, size: int = CHUNK_RECORDS
) -> int:
    for records in folding.stored_after(rid, until=until, size=size):
        with beside_writers():
            folding.fold(records, projections)
        rid = records[-1].rid
        progress(len(records))
        del records
        gc.collect()
    return rid


@contextmanager
def beside_writers() -> Iterator[None]:
    """Let what is written to temporary tables within the block be one transaction, without keeping writers out."""
    if connection.in_atomic_block or connection.vendor == "postgresql":
        with transaction.atomic():
            yield
        return
    run("BEGIN DEFERRED")  # Django's own begins would take the lock of the live tables
    try:
        yield
    except BaseException:
        run("ROLLBACK")
        raise
    run("COMMIT")


@contextmanager
def shadow_tables(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """Let unqualified table names mean empty temporary copies within the block, on this connection."""
    names = [table._meta.db_table for table in tables]
    make = make_postgres if connection.vendor == "postgresql" else make_sqlite
    try:
        for name in names:
            make(name)
        forget_plans()
        yield
    finally:
        # A broken connection takes its temporary tables along.
        if connection.connection is not None and not connection.needs_rollback:
            for name in names:
                run(f'DROP TABLE IF EXISTS {temporary_schema()}."{name}"')


def forget_plans() -> None:
    # Statements that PostgreSQL has planned would go on writing to the live tables.
    if connection.vendor == "postgresql":
        run("DISCARD PLANS")


def temporary_schema() -> str:
    return "pg_temp" if connection.vendor == "postgresql" else "temp"


def live_schema() -> str:
    if connection.vendor == "sqlite":
        return "main"
    return str(run("SELECT current_schema()")[0][0])


def make_postgres(name: str) -> None:
    run(f'CREATE TEMPORARY TABLE "{name}" (LIKE {live_schema()}."{name}" INCLUDING ALL)')


def make_sqlite(name: str) -> None:
    # With its declared types, which tell Django's converters what the columns hold; without foreign keys.
    info = run(f'PRAGMA main.table_info("{name}")')
    run(f"PRAGMA temp.cache_size = -{TEMPORARY_KIBIBYTES}")
    columns = ", ".join(f'"{column}" {kind}' for _, column, kind, *_ in info)
    key = ", ".join(f'"{row[1]}"' for row in sorted(info, key=lambda row: row[5]) if row[5])
    run(f'CREATE TEMPORARY TABLE "{name}" ({columns}, PRIMARY KEY ({key}))')
    for index, sql in run("SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = %s", [name]):
        if sql:
            run(sql.replace(f'"{index}"', f'temp."{index}"', 1))


def compare(projection: Projection) -> list[Difference]:
    differences = [difference(projection.name, table) for table in projection.tables]
    return [found for found in differences if found.extra or found.missing]


def difference(projection: str, table: type[models.Model]) -> Difference:
    live, rebuilt = live_schema(), temporary_schema()
    extra, extra_rows = rows_only_in(table, live, rebuilt)
    # When each live row has its like among as many rebuilt ones, no other can be left there.
    is_same = not extra and count_rows(table, live) == count_rows(table, rebuilt)
    missing, missing_rows = (0, []) if is_same else rows_only_in(table, rebuilt, live)
    examples = [("only live", row) for row in extra_rows] + [("only rebuilt", row) for row in missing_rows]
    return Difference(projection, table._meta.db_table, extra, missing, tuple(examples))


def rows_only_in(table: type[models.Model], schema: str, other: str) -> tuple[int, list[str]]:
    rows = only_in(table, schema, other)
    count = run(f"SELECT count(*) {rows}")[0][0]
    return count, [repr(row) for row in run(f"SELECT {column_list(table)} {rows} LIMIT {MOST_SHOWN}")] if count else []


def count_rows(table: type[models.Model], schema: str) -> int:
    return int(run(f'SELECT count(*) FROM {schema}."{table._meta.db_table}"')[0][0])


def only_in(table: type[models.Model], schema: str, other: str) -> str:
    """Return FROM and WHERE of the table's rows in a schema that are not, or not the same, in the other."""
    name, same = table._meta.db_table, "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    keys = [field.column for field in table._meta.pk_fields]
    others = [field.column for field in table._meta.concrete_fields if field.column not in keys]
    # By key and its index: EXCEPT would sort all rows of both.
    equal = [f't."{column}" = o."{column}"' for column in keys] + [
        f't."{column}" {same} o."{column}"' for column in others
    ]
    return (
        f'FROM {schema}."{name}" AS t WHERE NOT EXISTS (SELECT 1 FROM {other}."{name}" o WHERE {" AND ".join(equal)})'
    )


def column_list(table: type[models.Model]) -> str:
    return ", ".join(f'"{field.column}"' for field in table._meta.concrete_fields)


def put_right(wanted: Sequence[Projection], found: Sequence[Difference], head: Head) -> None:
    """Replace the live rows that differ, and keep the projections up from now on."""
    RebuildGuard.objects.create(at=clock.now())
    differing = {diff.table for diff in found}
    for projection in reversed(wanted):
        for table in projection.tables:
            if table._meta.db_table in differing:
                replace_rows(table)
    RebuildGuard.objects.all().delete()
    labels = {registry.label(projection) for projection in wanted} | kept_up(head)
    names_rebuilt = {projection.name for projection in wanted}
    if names_rebuilt == {projection.name for projection in registry.registered()}:
        Fault.objects.all().delete()
        head.folded = head.rid
    head.live = " ".join(sorted(labels))
    head.save(update_fields=["live", "folded"])
    if differing:
        pass_moment()  # what pages remember of these rows is read anew


def kept_up(head: Head) -> set[str]:
    return {registry.label(projection) for projection in folding.live(head.live)}


def replace_rows(table: type[models.Model]) -> None:
    columns, live, temp = column_list(table), live_schema(), temporary_schema()
    run(f"DELETE {only_in(table, live, temp)}")
    run(f'INSERT INTO {live}."{table._meta.db_table}" ({columns}) SELECT {columns} {only_in(table, temp, live)}')


def run(sql: str, parameters: Sequence[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []
