"""Set-wise reading and writing of many rows, one statement each, on SQLite and PostgreSQL.

Values are plain: UUID, aware datetime, date, int, str; hundredths stay whole hundredths.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import chain, islice
from typing import Any, NamedTuple, TypeAlias, TypeVar
from uuid import UUID

from django.db import connection, models
from psycopg import Cursor

from alur.base.lib.ids import uuid_of_digits

Row = tuple[Any, ...]
Column: TypeAlias = Sequence[Any]
Way: TypeAlias = Callable[[Column], Column]
Field: TypeAlias = "models.Field[Any, Any]"
T = TypeVar("T")
ROWS_AT_ONCE = 250  # asked of SQLite in one statement
MANY_ROWS = 50  # from here PostgreSQL plans anew, with the true number of rows, and COPY beats INSERT
ROWS_LOOKED_AT = 1_000
ZONE_LENGTH = len("+00:00")
PLAIN_TYPES = frozenset({"bigint", "integer", "smallint", "uuid"})


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row], *, conflict: str = "") -> None:
    """Insert rows of model. columns: attribute names (`unit_id`); conflict: what follows ON CONFLICT (`DO NOTHING`)."""
    if not rows:
        return
    fields, names = columns_of(model, tuple(columns))
    table, tail = model._meta.db_table, f" ON CONFLICT {conflict}" if conflict else ""
    if connection.vendor == "sqlite":
        marks = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.executemany(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks}){tail}', list(for_sqlite(fields, rows))
            )
    elif len(rows) == 1:
        marks = ", ".join(["%s"] * len(fields))
        run_postgres(f'INSERT INTO "{table}" ({names}) VALUES ({marks}){tail}', rows[0], prepare=True)
    elif len(rows) < MANY_ROWS or conflict or in_pipeline():
        source, parameters = key_rows(fields, rows)
        run_postgres(
            f'INSERT INTO "{table}" ({names}) SELECT * FROM {source}{tail}', parameters, prepare=len(rows) < MANY_ROWS
        )
    else:
        copy_postgres(f'COPY "{table}" ({names}) FROM STDIN', rows)


def matching(
    model: type[models.Model], keys: Sequence[str], values: Iterable[Row], columns: Sequence[str], *, where: str = ""
) -> list[Row]:
    """Return columns of those rows of model whose keys are among values.

    keys, columns: attribute names; where: a further condition on the table, named t.
    """
    rows = list(values)
    if not rows:
        return []
    look = look_up(model, tuple(keys), tuple(columns), where)
    if len(rows) == 1:
        return matching_one(look, rows)
    if connection.vendor == "postgresql":
        source, parameters = key_rows(look.keys, rows)
        return run_postgres(look.on_postgres.format(source=source), parameters, prepare=len(rows) < MANY_ROWS)
    return from_sqlite(look.out, matching_sqlite(look, rows))


def read(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """Return the rows of a query written out, as the database gives them; PostgreSQL plans it once a connection."""
    if connection.vendor == "postgresql":
        return run_postgres(sql, parameters, prepare=True)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[Row] = cursor.fetchall()
    return rows


class LookUp(NamedTuple):
    """How rows are looked up by keys. keys, out: fields asked by and returned; names: of the keys in the statements."""

    keys: tuple[Field, ...]
    out: tuple[Field, ...]
    names: str
    of_one: str
    on_sqlite: str
    on_postgres: str


@cache
def look_up(model: type[models.Model], keys: tuple[str, ...], columns: tuple[str, ...], where: str) -> LookUp:
    """Return how to look up; written once, as the page that finishes a module asks twenty times."""
    (key_fields, _), (out, _) = columns_of(model, keys), columns_of(model, columns)
    selected = ", ".join(f't."{field.column}"' for field in out)
    names = ", ".join(f"k{place}" for place in range(len(keys)))
    table, further = f'"{model._meta.db_table}" t', [where] if where else []
    equal = [f't."{field.column}" = k.k{place}' for place, field in enumerate(key_fields)]
    given = [f't."{field.column}" = %s' for field in key_fields]
    found = f"{table} WHERE {' AND '.join([*equal, *further])}"
    # Either way the keys lead and the table's index follows; left to itself, the planner reads the whole table.
    lateral = f"(SELECT * FROM {found} OFFSET 0)".replace("{", "{{").replace("}", "}}")
    return LookUp(
        key_fields,
        out,
        names,
        f"SELECT {selected} FROM {table} WHERE {' AND '.join([*given, *further])}",
        f"SELECT {selected} FROM k CROSS JOIN {found}",
        f"SELECT {selected} FROM {{source}} AS k({names}) CROSS JOIN LATERAL {lateral} t",
    )


@cache
def columns_of(model: type[models.Model], attributes: tuple[str, ...]) -> tuple[tuple[Field, ...], str]:
    """Return the fields of attributes, and their columns' names for a statement."""
    fields = tuple(field_of(model, attribute) for attribute in attributes)
    return fields, ", ".join(f'"{field.column}"' for field in fields)


def all_of(model: type[models.Model], columns: Sequence[str]) -> list[Row]:
    """Return columns of all rows of model, of which there are few."""
    fields, names = columns_of(model, tuple(columns))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')
        rows: list[Row] = cursor.fetchall()
    return rows if connection.vendor == "postgresql" else from_sqlite(fields, rows)


def matching_one(look: LookUp, rows: Sequence[Row]) -> list[Row]:
    """Return what matches the keys of one row."""
    if connection.vendor == "postgresql":
        return run_postgres(look.of_one, rows[0], prepare=True)
    [keys] = for_sqlite(look.keys, rows)
    with connection.cursor() as cursor:
        cursor.execute(look.of_one, keys)
        return from_sqlite(look.out, cursor.fetchall())


def matching_sqlite(look: LookUp, rows: Sequence[Row]) -> list[Row]:
    found: list[Row] = []
    keys = list(for_sqlite(look.keys, rows))
    width = len(look.keys)
    connection.ensure_connection()
    with connection.wrap_database_errors:
        while len(keys) >= ROWS_AT_ONCE:
            # Always as many, so that SQLite plans once and the driver remembers one statement; past Django's own
            # cursor, which goes through the statement for its marks each time.
            flat = list(chain.from_iterable(keys[:ROWS_AT_ONCE]))
            found += connection.connection.execute(values_statement(look, ROWS_AT_ONCE, "?"), flat).fetchall()
            del keys[:ROWS_AT_ONCE]
    if keys:
        count = len(keys) if len(keys) < MANY_ROWS else ROWS_AT_ONCE
        flat = [*chain.from_iterable(keys), *[None] * (width * (count - len(keys)))]  # nothing equals None
        with connection.cursor() as cursor:
            cursor.execute(values_statement(look, count, "%s"), flat)
            found += cursor.fetchall()
    return found


@cache
def values_statement(look: LookUp, count: int, mark: str) -> str:
    """Return the statement that looks up so many keys. mark: of a parameter."""
    marks = ", ".join([f"({', '.join([mark] * len(look.keys))})"] * count)
    return f"WITH k({look.names}) AS (VALUES {marks}) {look.on_sqlite}"


NEVER_LOOKED_AT = """
SELECT relname FROM pg_class
WHERE relkind IN ('r', 'p') AND NOT relispartition AND reltuples < 0 AND relnamespace = current_schema()::regnamespace
"""


def note_growth() -> None:
    """Let the planner know how tables have grown: SQLite by a look at some rows, PostgreSQL those it never looked at.

    The rest PostgreSQL sees to by itself, but first when a load has long been over.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
            return
        cursor.execute(NEVER_LOOKED_AT)
        for (table,) in cursor.fetchall():
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


@contextmanager
def together(rows: int) -> Iterator[None]:
    """Send writes of few rows to PostgreSQL without waiting for each answer. rows: how many, roughly."""
    if connection.vendor == "sqlite" or rows >= MANY_ROWS:
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def in_pipeline() -> bool:
    return bool(connection.connection and connection.connection.pgconn.pipeline_status)


def run_postgres(sql: str, parameters: Sequence[object], *, prepare: bool) -> list[Row]:
    """Run a statement on PostgreSQL. prepare: plan it once a connection, right where few rows are always concerned."""
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(sql, parameters, prepare=prepare)
        return cursor.fetchall() if cursor.description else []


def copy_postgres(sql: str, rows: Sequence[Row]) -> None:
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def key_rows(fields: Sequence[Field], rows: Sequence[Row]) -> tuple[str, list[object]]:
    """Return rows as a table of PostgreSQL: `unnest(…)` and its parameters, an array a column."""
    types = array_types(tuple(fields))
    columns = zip(*rows, strict=True)
    arrays: list[object] = [
        array(values) if kind in PLAIN_TYPES else list(values) for kind, values in zip(types, columns, strict=True)
    ]
    return f"unnest({', '.join(f'%s::{kind}[]' for kind in types)})", arrays


def array(values: Iterable[object]) -> str:
    # Written by hand: the driver's own way with lists is slow, and numbers and UUIDs need no quoting.
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"


@cache
def field_of(model: type[models.Model], attribute: str) -> Field:
    for field in model._meta.concrete_fields:
        if attribute in (field.attname, field.name):
            return field
    raise LookupError(f"{model.__name__} has no column {attribute}")


@cache
def array_types(fields: tuple[Field, ...]) -> list[str]:
    types = (field.db_type(connection) if field.is_relation else field.rel_db_type(connection) for field in fields)
    return [str(kind).split("(")[0] for kind in types]


def for_sqlite(fields: Sequence[Field], rows: Sequence[Row]) -> Iterable[Row]:
    return converted(rows, ways(tuple(fields), writing=True))


def from_sqlite(fields: Sequence[Field], rows: Sequence[Row]) -> list[Row]:
    return list(converted(rows, ways(tuple(fields), writing=False)))


@cache
def ways(fields: tuple[Field, ...], *, writing: bool) -> tuple[Way | None, ...]:
    """Return how columns of fields are turned into SQLite's or back, None where they are the same."""
    return tuple((WRITERS if writing else READERS).get(stored_as(field)) for field in fields)


def converted(rows: Sequence[Row], ways: Sequence[Way | None]) -> Iterable[Row]:
    """Return rows with each column converted in its way, None left as it is. Column by column, which is quickest."""
    if not rows or not any(ways):
        return rows
    columns = zip(*rows, strict=True)
    return zip(*(way(column) if way else column for column, way in zip(columns, ways, strict=True)), strict=True)


@cache
def stored_as(field: Field) -> str:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.get_internal_type()


def as_uuid(value: Any) -> UUID | None:
    """Return a UUID as either database gives it, None for none."""
    return value if value is None or isinstance(value, UUID) else UUID(value)


def as_moment(value: datetime) -> datetime:
    """Return an aware moment as either database gives it."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def sqlite_uuids(column: Column) -> list[str | None]:
    return [None if value is None else value.hex for value in column]


def sqlite_moments(column: Column) -> list[str | None]:
    return [
        None
        if value is None
        else (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat(" ")[:-ZONE_LENGTH]
        for value in column
    ]


def sqlite_dates(column: Column) -> list[str | None]:
    return [None if value is None else value.isoformat() for value in column]


def sqlite_booleans(column: Column) -> list[int | None]:
    return [None if value is None else int(value) for value in column]


def uuids_read(column: Column) -> list[UUID | None]:
    return [None if value is None else uuid_of_digits(value) for value in column]


def moments_read(column: Column) -> list[datetime | None]:
    return [None if value is None else value.replace(tzinfo=UTC) for value in column]


WRITERS: dict[str, Way] = {
    "UUIDField": sqlite_uuids,
    "DateTimeField": sqlite_moments,
    "DateField": sqlite_dates,
    "BooleanField": sqlite_booleans,
}
READERS: dict[str, Way] = {
    # Django's own converters have made dates, bools and naive moments of columns with a declared type.
    "UUIDField": uuids_read,
    "DateTimeField": moments_read,
}


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of at most size items."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
