"""Columns of models, and what SQLite, PostgreSQL's COPY and its arrays make of their values.

Values are plain: UUID, aware datetime, date, int, str; hundredths stay whole hundredths.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import repeat
from operator import is_not
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

import orjson
from django.db import connection, models

from alur.base.lib.ids import uuid_of_digits

Row = tuple[Any, ...]
Column: TypeAlias = Sequence[Any]
Way: TypeAlias = Callable[[Column], Column]
ROWS_WRITTEN = 50  # by SQLite in one statement
Field: TypeAlias = "models.Field[Any, Any]"


@cache
def columns_of(model: type[models.Model], attributes: tuple[str, ...]) -> tuple[tuple[Field, ...], str]:
    """Return the fields of attributes, and their columns' names for a statement."""
    fields = tuple(field_of(model, attribute) for attribute in attributes)
    return fields, ", ".join(f'"{field.column}"' for field in fields)


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


def columns_for_copy(fields: Sequence[Field], columns: Iterable[Column]) -> Iterator[Column]:
    """Yield columns as PostgreSQL's COPY reads them as text."""
    for kind, column in zip(array_types(tuple(fields)), columns, strict=True):
        write = COPY_WRITERS[kind]
        if is_full(column):
            yield write(column)
            continue
        given = iter(write([value for value in column if value is not None]))
        yield [COPY_NULL if value is None else next(given) for value in column]


def is_full(column: Column) -> bool:
    """Tell whether a column has a value everywhere. By identity: a UUID compares itself in Python."""
    return all(map(is_not, column, repeat(None)))


def key_columns(fields: Sequence[Field], columns: Iterable[Column]) -> tuple[str, list[object]]:
    """Return columns as a table of PostgreSQL: `unnest(…)` and its parameters, an array a column."""
    types = array_types(tuple(fields))
    # Written by hand: the driver's own way with lists is slow.
    arrays: list[object] = [
        array(values, ARRAY_TEXTS[kind]) if kind in ARRAY_TEXTS else list(values)
        for kind, values in zip(types, columns, strict=True)
    ]
    return f"unnest({', '.join(f'%s::{kind}[]' for kind in types)})", arrays


def array(values: Column, text: Callable[[Any], str]) -> str:
    """Return values as PostgreSQL writes an array. text: how it writes one."""
    texts = map(text, values) if is_full(values) else ("NULL" if value is None else text(value) for value in values)
    return "{" + ",".join(texts) + "}"


def quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted_time(value: date) -> str:
    return f'"{value.isoformat()}"'


def quoted_bytes(value: bytes) -> str:
    return f'"\\\\x{value.hex()}"'


ARRAY_TEXTS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("bigint", "integer", "smallint", "uuid", "numeric", "boolean"), str),
    **dict.fromkeys(("text", "varchar"), quoted),
    **dict.fromkeys(("timestamp with time zone", "date"), quoted_time),
    "bytea": quoted_bytes,
}


class WayIn(NamedTuple):
    """How rows go into SQLite. ways: in which their columns are turned; one_row, many_rows: statements."""

    ways: tuple[Way | None, ...]
    one_row: str
    many_rows: str


@cache
def way_into_sqlite(model: type[models.Model], columns: tuple[str, ...], conflict: str) -> WayIn:
    """Return how to insert; written once, as each record does so into six tables."""
    fields, names = columns_of(model, columns)
    into, one = f'INTO "{model._meta.db_table}" ({names}) VALUES', f"({', '.join(['?'] * len(fields))})"
    ending = f" ON CONFLICT {conflict}" if conflict else ""
    # Many rows a statement, which may stop within: otherwise SQLite notes how to take back half a statement, though our
    # transaction does that. Both together cost as much as the rows.
    many = ", ".join([one] * ROWS_WRITTEN)
    return WayIn(ways(fields, writing=True), f"INSERT {into} {one}{ending}", f"INSERT OR FAIL {into} {many}{ending}")


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
    return zip(*converted_columns(zip(*rows, strict=True), ways), strict=True)


def converted_columns(columns: Iterable[Column], ways: Sequence[Way | None]) -> list[Column]:
    return [way(column) if way else column for column, way in zip(columns, ways, strict=True)]


@cache
def stored_as(field: Field) -> str:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.get_internal_type()


def sqlite_uuids(column: Column) -> list[str | None]:
    return [None if value is None else value.hex for value in column]


def sqlite_moments(column: Column) -> Column:
    if not is_full(column):
        given = iter(sqlite_moments([value for value in column if value is not None]))
        return [None if value is None else next(given) for value in column]
    # All at once by orjson, in a tenth of the time of `isoformat`.
    moments = [value if value.tzinfo is UTC else value.astimezone(UTC) for value in column]
    text = orjson.dumps(moments).decode().replace("T", " ").replace("+00:00", "")
    return text[len('["') : -len('"]')].split('","')


def sqlite_dates(column: Column) -> list[str | None]:
    return [None if value is None else value.isoformat() for value in column]


def sqlite_booleans(column: Column) -> list[int | None]:
    return [None if value is None else int(value) for value in column]


def uuids_read(column: Column) -> list[UUID | None]:
    return [None if value is None else uuid_of_digits(value) for value in column]


def moments_read(column: Column) -> list[datetime | None]:
    return [None if value is None else value.replace(tzinfo=UTC) for value in column]


def copy_plain(column: Column) -> Column:
    return list(map(str, column))


def copy_uuids(column: Column) -> Column:
    return [value.hex for value in column]


def copy_texts(column: Iterable[str]) -> list[str]:
    return [
        value.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r") for value in column
    ]


def copy_words(column: Column) -> Column:
    """Texts of which there are few."""
    written = dict(zip(words := set(column), copy_texts(words), strict=True))
    return [written[value] for value in column]


def copy_moments(column: Column) -> Column:
    # Values that orjson writes hold no quote or comma.
    return orjson.dumps(list(column)).decode()[2:-2].split('","')


def copy_bytes(column: Column) -> Column:
    return [rf"\\x{value.hex()}" for value in column]


def copy_booleans(column: Column) -> Column:
    return ["t" if value else "f" for value in column]


COPY_NULL = r"\N"
COPY_WRITERS: dict[str, Way] = {
    "bigint": copy_plain,
    "integer": copy_plain,
    "smallint": copy_plain,
    "date": copy_plain,
    "uuid": copy_uuids,
    "text": copy_texts,
    "jsonb": copy_texts,
    "varchar": copy_words,
    "timestamp with time zone": copy_moments,
    "bytea": copy_bytes,
    "boolean": copy_booleans,
}
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
