"""Set-wise reading and writing of many rows, one statement each, on SQLite and PostgreSQL.

Values are plain: UUID, aware datetime, date, int, str; hundredths stay whole hundredths.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from django.db import connection, models

Row = tuple[Any, ...]
Field: TypeAlias = "models.Field[Any, Any]"
T = TypeVar("T")
SQLITE_PARAMETERS = 30_000  # SQLite's own default limit is 32,766


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row], *, conflict: str = "") -> None:
    """Insert rows of model. columns: attribute names (`unit_id`); conflict: what follows ON CONFLICT (`DO NOTHING`)."""
    if not rows:
        return
    fields = [field_of(model, column) for column in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)
    tail = f" ON CONFLICT {conflict}" if conflict else ""
    head = f'INSERT INTO "{model._meta.db_table}" ({names})'
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{array_type(field)}[]" for field in fields)
            cursor.execute(f"{head} SELECT * FROM unnest({arrays}){tail}", [list(column) for column in zip(*rows, strict=True)])
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"{head} VALUES ({marks}){tail}", for_sqlite(fields, rows))


def matching(
    model: type[models.Model], keys: Sequence[str], values: Iterable[Row], columns: Sequence[str], *, where: str = ""
) -> list[Row]:
    """Return columns of those rows of model whose keys are among values.

    keys, columns: attribute names; where: a further condition on the table, named t.
    """
    also = f" WHERE {where}" if where else ""
    key_fields = [field_of(model, key) for key in keys]
    out = [field_of(model, column) for column in columns]
    selected = ", ".join(f't."{field.column}"' for field in out)
    on = " AND ".join(f't."{field.column}" = k.k{place}' for place, field in enumerate(key_fields))
    found: list[Row] = []
    for chunk in chunks(values, SQLITE_PARAMETERS // len(keys)):
        first, parameters = key_table(key_fields, chunk)
        with connection.cursor() as cursor:
            cursor.execute(f'{first} SELECT {selected} FROM k JOIN "{model._meta.db_table}" t ON {on}{also}', parameters)
            found.extend(cursor.fetchall())
    return from_sqlite(out, found) if connection.vendor == "sqlite" else found


def key_table(fields: Sequence[Field], rows: list[Row]) -> tuple[str, list[Any]]:
    names = ", ".join(f"k{place}" for place in range(len(fields)))
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{array_type(field)}[]" for field in fields)
        return f"WITH k({names}) AS (SELECT * FROM unnest({arrays}))", [list(column) for column in zip(*rows, strict=True)]
    marks = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    return f"WITH k({names}) AS (VALUES {marks})", [value for row in for_sqlite(fields, rows) for value in row]


def field_of(model: type[models.Model], attribute: str) -> Field:
    for field in model._meta.concrete_fields:
        if attribute in (field.attname, field.name):
            return field
    raise LookupError(f"{model.__name__} has no column {attribute}")


def array_type(field: Field) -> str:
    return str(field.rel_db_type(connection) if not field.is_relation else field.db_type(connection)).split("(")[0]


def for_sqlite(fields: Sequence[Field], rows: Sequence[Row]) -> Sequence[Row]:
    writers = [WRITERS.get(stored_as(field)) for field in fields]
    if not any(writers):
        return rows
    return [
        tuple(write(value) if write and value is not None else value for write, value in zip(writers, row, strict=True))
        for row in rows
    ]


def from_sqlite(fields: Sequence[Field], rows: list[Row]) -> list[Row]:
    readers = [READERS.get(stored_as(field)) for field in fields]
    if not any(readers):
        return rows
    return [
        tuple(read(value) if read and value is not None else value for read, value in zip(readers, row, strict=True))
        for row in rows
    ]


def stored_as(field: Field) -> str:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.get_internal_type()


def sqlite_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f" if moment.microsecond else "%Y-%m-%d %H:%M:%S")


WRITERS: dict[str, Callable[[Any], Any]] = {
    "UUIDField": lambda value: value.hex,
    "DateTimeField": sqlite_moment,
    "DateField": lambda value: value.isoformat(),
    "BooleanField": int,
}
READERS: dict[str, Callable[[Any], Any]] = {
    "UUIDField": UUID,
    "DateTimeField": lambda value: datetime.fromisoformat(value).replace(tzinfo=UTC),
    "DateField": date.fromisoformat,
    "BooleanField": bool,
}


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of at most size items."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
