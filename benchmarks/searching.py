"""Indexing and asking beside the databases' own full-text search, over the same texts and questions."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from typing import Any

import psycopg

from benchmarks import texts
from benchmarks.grounds import Ground
from benchmarks.measured import Goal, Measured
from benchmarks.sizes import Size

QUESTIONS = 300
MOST = 20
PROCESSES = 2
MEBIBYTE = 1 << 20
Ask = Callable[[str], object]


def measure(ground: Ground, size: Size, folder: Path) -> list[Measured]:
    """Measure the index on a ground."""
    house = ground.empty()
    filled = house.inside("index_texts", count=size.passages)
    asked = house.inside("ask", questions=QUESTIONS, limit=MOST)
    slipped = house.inside("ask", questions=QUESTIONS, limit=MOST, with_slips=True)
    with ThreadPoolExecutor(PROCESSES) as side_by_side:
        each = side_by_side.map(lambda _: house.inside("ask", questions=QUESTIONS, limit=MOST), range(PROCESSES))
        together = sum(found["rate"] for found in each)
    own = own_search(ground, size.passages)
    of = f"of {size.passages:,} passages"
    rate = filled["documents"] / filled["seconds"]
    memory = f"{asked['bytes'] / MEBIBYTE:,.0f} MB"
    return [
        Measured(f"indexing {of} by words", ground.name, f"{rate:,.0f} items/s", "", rate, Goal(at_least=500)),
        Measured(f"size of the index {of}", ground.name, f"{filled['bytes'] / MEBIBYTE:,.0f} MB", "", filled["bytes"]),
        Measured(f"memory of a process that asks {of}", ground.name, memory, "", asked["bytes"]),
        line(f"a question {of}, middle", ground.name, asked["middle"], own["middle"], Goal(at_most=10)),
        line(f"a question {of}, slowest twentieth", ground.name, asked["slow"], own["slow"], Goal(at_most=30)),
        line(f"… with a slip, middle, {of}", ground.name, slipped["middle"], own["middle"], Goal(at_most=10)),
        line(f"… with a slip, slowest twentieth, {of}", ground.name, slipped["slow"], own["slow"], Goal(at_most=30)),
        Measured(
            f"questions {of}, two processes",
            ground.name,
            f"{together:,.0f}/s",
            f"{own['rate']:,.0f}/s by the database's own, one process",
            together,
            Goal(at_least=100),
        ),
    ]


def line(what: str, name: str, ours: float, own: float, goal: Goal) -> Measured:
    return Measured(what, name, f"{ours:.1f} ms", f"{own:.1f} ms by the database's own", ours, goal)


def timed(ask: Ask, asked: Sequence[str]) -> dict[str, float]:
    """Return the milliseconds of the middle and the slowest twentieth of questions, and how many a second."""
    for question in asked[:20]:
        ask(question)
    taken = []
    for question in asked:
        begun = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - begun) * 1000)
    cuts = quantiles(taken, n=20)
    return {"middle": cuts[9], "slow": cuts[18], "rate": 1000 * len(taken) / sum(taken)}


def own_search(ground: Ground, count: int) -> dict[str, float]:
    address = ground.bare()
    asked = texts.questions(QUESTIONS)
    if address.startswith("sqlite"):
        return by_fts5(address.removeprefix("sqlite:///"), count, asked)
    return by_postgres(address, count, asked)


def by_fts5(path: str, count: int, asked: Sequence[str]) -> dict[str, float]:
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE bare USING fts5(title, body)")
    connection.executemany("INSERT INTO bare VALUES (?, ?)", texts.passages(count))
    connection.commit()

    def ask(question: str) -> Any:
        sql = "SELECT rowid, body FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT ?"
        return connection.execute(sql, (" OR ".join(question.split()), MOST)).fetchall()

    found = timed(ask, asked)
    connection.close()
    return found


def by_postgres(address: str, count: int, asked: Sequence[str]) -> dict[str, float]:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(b"CREATE TABLE bare (title text, body text, found tsvector)")
        with connection.cursor().copy(b"COPY bare (title, body) FROM STDIN") as copy:
            for row in texts.passages(count):
                copy.write_row(row)
        connection.execute(b"UPDATE bare SET found = to_tsvector('indonesian', title || ' ' || body)")
        connection.execute(b"CREATE INDEX bare_found ON bare USING gin (found)")
        connection.execute(b"VACUUM ANALYZE bare")

        def ask(question: str) -> Any:
            sql = b"""SELECT title, body FROM bare, to_tsquery('indonesian', %s) q WHERE found @@ q
                      ORDER BY ts_rank(found, q) DESC LIMIT %s"""
            return connection.execute(sql, (" | ".join(question.split()), MOST)).fetchall()

        return timed(ask, asked)
