"""The baselines of imports, by the driver's bulk way: one bare table, and the tables that an import fills."""

import csv
import sqlite3
import time
from pathlib import Path
from typing import Any

import psycopg

Row = tuple[Any, ...]
COLUMNS = (
    "record_id {id} PRIMARY KEY, nip text, module_code text, completed_at {moment}, score numeric, seconds integer"
)
INDEX = "CREATE INDEX bare_key ON bare (nip, module_code)"
# As Alur's own connections are set.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=8000",
    "cache_size=-16384",
    "mmap_size=268435456",
)


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a file of completions as texts, None for what is empty."""
    with path.open(newline="", encoding="utf-8") as file:
        return [tuple(cell or None for cell in row) for row in list(csv.reader(file))[1:]]


def seconds(address: str, rows: list[Row]) -> float:
    """Return how long the rows take into a new table of an empty database."""
    return (
        on_sqlite(address.removeprefix("sqlite:///"), rows)
        if address.startswith("sqlite")
        else on_postgres(address, rows)
    )


def on_sqlite(path: str, rows: list[Row]) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"CREATE TABLE bare ({COLUMNS.format(id='text', moment='text')})")
    connection.execute(INDEX)
    begun = time.perf_counter()
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    taken = time.perf_counter() - begun
    connection.close()
    return taken


def on_postgres(address: str, rows: list[Row]) -> float:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE TABLE bare ({COLUMNS.format(id='uuid', moment='timestamptz')})".encode())
        connection.execute(INDEX)
        begun = time.perf_counter()
        with connection.cursor().copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return time.perf_counter() - begun


# What an import of completions leaves behind, without the few rows of sums and of the audit trail.
FILLED = (
    "records_statementkey",
    "records_statement",
    "records_actorlink",
    "records_activitylink",
    "learning_completion",
    "credit_entry",
)


def copied_seconds(source: str, target: str) -> float:
    """Return how long the driver takes to write what an import left in source into the same tables of target."""
    if source.startswith("sqlite"):
        return copied_on_sqlite(source.removeprefix("sqlite:///"), target.removeprefix("sqlite:///"))
    return copied_on_postgres(source, target)


def copied_on_sqlite(source: str, target: str) -> float:
    read, write = sqlite3.connect(source), sqlite3.connect(target, isolation_level=None)
    for pragma in PRAGMAS:
        write.execute(f"PRAGMA {pragma}")
    tables = {name: read.execute(f"SELECT * FROM {name}").fetchall() for name in FILLED}
    begun = time.perf_counter()
    write.execute("BEGIN")
    for name, rows in tables.items():
        write.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    write.execute("COMMIT")
    taken = time.perf_counter() - begun
    read.close()
    write.close()
    return taken


def copied_on_postgres(source: str, target: str) -> float:
    with psycopg.connect(source) as read, psycopg.connect(target) as write:
        tables = {name: copied_out(read, name) for name in FILLED}
        begun = time.perf_counter()
        for name, content in tables.items():
            with write.cursor().copy(f"COPY {name} FROM STDIN".encode()) as copy:
                copy.write(content)
        write.commit()
        return time.perf_counter() - begun


def copied_out(connection: "psycopg.Connection[Any]", table: str) -> bytes:
    with connection.cursor().copy(f"COPY (SELECT * FROM {table}) TO STDOUT".encode()) as copy:
        return b"".join(bytes(part) for part in copy)
