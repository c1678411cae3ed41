"""Set-wise reading and writing of many rows, one statement each, on SQLite and PostgreSQL.

Values are plain: UUID, aware datetime, date, int, str; hundredths stay whole hundredths.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from alur.base.lib import columns as columns_module
from alur.base.lib.columns import (
    ROWS_WRITTEN,
    Field,
    columns_for_copy,
    columns_of,
    converted_columns,
    for_sqlite,
    from_sqlite,
    key_columns,
    way_into_sqlite,
)
from alur.base.lib.postgresql.wire import Question

T = TypeVar("T")
Row = columns_module.Row
Column = columns_module.Column
ROWS_AT_ONCE = 250  # asked of SQLite in one statement
FEW_ROWS = 4  # up to here PostgreSQL has a plan for each number, and what is written needs no quoting
ROWS_COPIED = 1_000  # handed to PostgreSQL at a time
MANY_ROWS = 50  # from here PostgreSQL plans anew, with the true number of rows, and COPY beats INSERT
ROWS_LOOKED_AT = 1_000
_is_pipelined = ContextVar("is_pipelined", default=False)


class Rows(NamedTuple):
    """Rows to insert, column by column. values: by attribute names (`unit_id`); conflict: what follows ON CONFLICT."""

    model: type[models.Model]
    values: Mapping[str, Column]
    conflict: str = ""

    @property
    def height(self) -> int:
        """How many rows they are."""
        return len(next(iter(self.values.values()), ()))

    def one_by_one(self) -> Iterator[Row]:
        """Yield the rows."""
        return zip(*self.values.values(), strict=True)


@cache
def on_sqlite() -> bool:
    """Tell which database this is; asked of Django's `connection` each time, that costs a tenth of a question."""
    return connection.vendor == "sqlite"


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row], *, conflict: str = "") -> None:
    """Insert rows of model. columns: attribute names (`unit_id`); conflict: what follows ON CONFLICT (`DO NOTHING`)."""
    insert_each(rows_of(model, columns, rows, conflict=conflict))


def rows_of(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row], *, conflict: str = "") -> Rows:
    """Return what inserts rows, as `insert` takes them."""
    return Rows(model, dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else {}, conflict)


def insert_each(*parts: Rows) -> None:
    """Insert rows of several tables, of which none refers to another; few rows are one statement to PostgreSQL."""
    filled = [part for part in parts if part.height]
    if on_sqlite():
        for part in filled:
            insert_sqlite(part)
        return
    if few := [part for part in filled if part.height < MANY_ROWS]:
        *texts, last = [insertion(part) for part in few]
        before = ", ".join(f"i{place} AS ({sql})" for place, (sql, _) in enumerate(texts))
        parameters = [value for _, values in (*texts, last) for value in values]
        send_postgres(f"WITH {before} {last[0]}" if texts else last[0], parameters, prepare=True)
    for part in filled:
        if part.height >= MANY_ROWS:
            insert_many_postgres(part)


def insert_sqlite(part: Rows) -> None:
    way = way_into_sqlite(part.model, tuple(part.values), part.conflict)
    values = chain.from_iterable(zip(*converted_columns(part.values.values(), way.ways), strict=True))
    here, width = connected(), len(way.ways)
    with here.wrap_database_errors:
        write = here.connection.executemany  # past Django's cursor, which goes through the statement for its marks
        if count := part.height // ROWS_WRITTEN:
            write(way.many_rows, islice(in_tuples(values, width * ROWS_WRITTEN), count))
        write(way.one_row, in_tuples(values, width))


def in_tuples(values: Iterator[Any], width: int) -> Iterator[Row]:
    return zip(*[values] * width, strict=True)


@cache
def one_or_more(width: int, count: int) -> str:
    """Return the marks of so many rows for SQLite. width: of a row."""
    return ", ".join([f"({', '.join(['?'] * width)})"] * count)


def insert_many_postgres(part: Rows) -> None:
    if part.conflict or _is_pipelined.get():
        send_postgres(*insertion(part), prepare=False)
        return
    copy_postgres(part)


def insertion(part: Rows) -> tuple[str, Sequence[object]]:
    """Return PostgreSQL's statement for rows, and its parameters."""
    fields, names = columns_of(part.model, tuple(part.values))
    if part.height <= FEW_ROWS:
        values = ", ".join([f"({marks(fields)})"] * part.height)
        return f"{into(part, names)} VALUES {values}{tail(part)}", list(chain.from_iterable(part.one_by_one()))
    source, parameters = key_columns(fields, part.values.values())
    return f"{into(part, names)} SELECT * FROM {source}{tail(part)}", parameters


def into(part: Rows, names: str) -> str:
    return f'INSERT INTO "{part.model._meta.db_table}" ({names})'


def marks(fields: Sequence[Field]) -> str:
    return ", ".join(["%s"] * len(fields))


def tail(part: Rows) -> str:
    return f" ON CONFLICT {part.conflict}" if part.conflict else ""


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
    if not on_sqlite():
        source, parameters = key_columns(look.keys, zip(*rows, strict=True))
        return run_postgres(look.on_postgres.format(source=source), parameters, prepare=len(rows) < MANY_ROWS)
    return from_sqlite(look.out, matching_sqlite(look, rows))


def read(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """Return the rows of a query written out, as the database gives them; PostgreSQL plans it once a connection."""
    if not on_sqlite():
        return run_postgres(sql, parameters, prepare=True)
    return run_sqlite(sql, parameters)


def write(sql: str, parameters: Sequence[Any]) -> None:
    """Carry out a statement that returns nothing; within `pipelined` PostgreSQL is not waited for."""
    if not on_sqlite():
        send_postgres(sql, parameters, prepare=True)
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


class Asked(NamedTuple):
    """A question to the database. fields: of what it returns, where SQLite's values are to be turned into ours."""

    sql: str
    parameters: Sequence[Any]
    fields: tuple[Field, ...] = ()


def by_key(
    model: type[models.Model], key: Mapping[str, Any], columns: Sequence[str], *, where: str = "", told: Row = ()
) -> Asked:
    """Return the question for columns of the rows of model with a key.

    key, columns: by attribute names; where: a further condition on the table, named t; told: its parameters.
    """
    look = look_up(model, tuple(key), tuple(columns), where)
    values = tuple(key.values())
    if values and on_sqlite():
        [values] = for_sqlite(look.keys, [values])
    return Asked(look.of_one, (*values, *told), look.out)


def everything(model: type[models.Model], columns: Sequence[str]) -> Asked:
    """Return the question for columns of all rows of model, of which there are few."""
    fields, names = columns_of(model, tuple(columns))
    return Asked(f'SELECT {names} FROM "{model._meta.db_table}"', (), fields)


def ask(*asked: Asked) -> list[list[Row]]:
    """Return the answers to several questions; PostgreSQL is waited for once."""
    if on_sqlite():
        return [from_sqlite(each.fields, run_sqlite(each.sql, each.parameters)) for each in asked]
    here = connected()
    with here.wrap_database_errors:
        return here.wire.ask(*(Question(each.sql, each.parameters) for each in asked))  # type: ignore[no-any-return]


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


def all_of(model: type[models.Model], columns: Sequence[str]) -> list[Row]:
    """Return columns of all rows of model, of which there are few."""
    [rows] = ask(everything(model, columns))
    return rows


def matching_one(look: LookUp, rows: Sequence[Row]) -> list[Row]:
    """Return what matches the keys of one row."""
    if not on_sqlite():
        return run_postgres(look.of_one, rows[0], prepare=True)
    [keys] = for_sqlite(look.keys, rows)
    return from_sqlite(look.out, run_sqlite(look.of_one, keys))


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
        if on_sqlite():
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
            return
        cursor.execute(NEVER_LOOKED_AT)
        for (table,) in cursor.fetchall():
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


@contextmanager
def pipelined() -> Iterator[None]:
    """Send what is written within the block to PostgreSQL without waiting for each answer.

    A statement that fails shows at the next read, at the commit or at the block's end, and none after it is done.
    """
    if on_sqlite() or _is_pipelined.get():
        yield
        return
    here = connected()
    token = _is_pipelined.set(True)
    try:
        yield
        with here.wrap_database_errors:
            here.wire.settle()
    finally:
        _is_pipelined.reset(token)
        here.wire.drop()


def connected() -> Any:
    """Return the thread's connection itself, open: Django's `connection` looks for it at each attribute."""
    here = connections[DEFAULT_DB_ALIAS]
    here.close_if_health_check_failed()
    here.ensure_connection()
    return here


def run_postgres(sql: str, parameters: Sequence[object], *, prepare: bool) -> list[Row]:
    """Ask PostgreSQL. prepare: plan it once a connection, right where few rows are always concerned."""
    here = connected()
    with here.wrap_database_errors:
        [rows] = here.wire.ask(Question(sql, parameters, prepare))
        return rows  # type: ignore[no-any-return]


def send_postgres(sql: str, parameters: Sequence[object], *, prepare: bool) -> None:
    """Let PostgreSQL write; within `pipelined` its answer is not waited for. prepare: as in run_postgres."""
    here = connected()
    with here.wrap_database_errors:
        here.wire.send(Question(sql, parameters, prepare))
        if not _is_pipelined.get():
            here.wire.settle()


def run_sqlite(sql: str, parameters: Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[Row] = cursor.fetchall()
    return rows


def copy_postgres(part: Rows) -> None:
    fields, names = columns_of(part.model, tuple(part.values))
    sql = f'COPY "{part.model._meta.db_table}" ({names}) FROM STDIN'
    # Texts made column by column, in a quarter of the time in which the driver makes them value by value.
    lines = map("\t".join, zip(*columns_for_copy(fields, part.values.values()), strict=True))
    here = connected()
    with here.wrap_database_errors, here.cursor() as cursor, cursor.copy(sql) as copy:
        while some := list(islice(lines, ROWS_COPIED)):
            copy.write("\n".join([*some, ""]))


def as_uuid(value: Any) -> UUID | None:
    """Return a UUID as either database gives it, None for none."""
    return value if value is None or isinstance(value, UUID) else UUID(value)


def as_moment(value: datetime) -> datetime:
    """Return an aware moment as either database gives it."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def as_day(value: date | str) -> date:
    """Return a day as either database gives it: SQLite has none of its own."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of at most size items."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
