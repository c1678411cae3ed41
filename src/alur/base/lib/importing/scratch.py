"""What an import must remember of a file, on disk: memory stays flat however long the file is."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from alur.base.lib.tabular import Line


@dataclass(frozen=True, slots=True)
class Claim:
    """The line that first spoke of a key, and the digest of what it said. settled: it was taken in."""

    line: int
    digest: bytes
    settled: bool


class Scratch:
    """Keys that were spoken of, and lines put off until the rest of the file is known."""

    def __init__(self) -> None:
        # An empty name is a temporary database that SQLite keeps in a file of its own and removes.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript("""
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE claim (key TEXT PRIMARY KEY, line INTEGER, digest BLOB, settled INTEGER) WITHOUT ROWID;
            CREATE TABLE later (round INTEGER, line INTEGER, row BLOB, PRIMARY KEY (round, line)) WITHOUT ROWID;
            BEGIN;
        """)
        self._round = 0

    def claim(self, key: str) -> Claim | None:
        """Return the claim on a key, None when no line spoke of it."""
        row = self._database.execute("SELECT line, digest, settled FROM claim WHERE key = ?", [key]).fetchone()
        return Claim(row[0], row[1], bool(row[2])) if row else None

    def put_claim(self, key: str, claim: Claim) -> None:
        """Note or replace the claim on a key."""
        self._database.execute("REPLACE INTO claim VALUES (?, ?, ?, ?)", [key, claim.line, claim.digest, claim.settled])

    def put_off(self, line: Line) -> None:
        """Keep a line for the next round."""
        row = orjson.dumps(line.values)
        self._database.execute("REPLACE INTO later VALUES (?, ?, ?)", [self._round, line.number, row])

    def next_round(self) -> tuple[int, Iterator[Line]]:
        """Return how many lines were put off, and those lines; what is put off from now on waits for another round."""
        this = self._round
        self._round += 1
        self._database.execute("DELETE FROM later WHERE round < ?", [this])
        count = self._database.execute("SELECT count(*) FROM later WHERE round = ?", [this]).fetchone()[0]
        rows = self._database.execute("SELECT line, row FROM later WHERE round = ? ORDER BY line", [this])
        return count, (Line(number, orjson.loads(row)) for number, row in rows)

    def close(self) -> None:
        """Remove it all."""
        self._database.close()
