"""What is fed in: the demonstration's year 2022, as often as needed, over invented people and years."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from alur.cli import demo
from alur.cli.demo.rows import Record
from alur.cli.demo.scale import Scale
from alur.cli.demoyear import cell

YEAR = 2022
UNTIL = date(YEAR + 1, 1, 1)
SERIAL = slice(15, 18)  # the last digits of a NIP
SERIALS_A_COPY = 100
Row = Mapping[str, Any]


class Slice(NamedTuple):
    """Once more the year, for the people again (0: themselves), in a year of its own."""

    people: int
    year: int

    def nip(self, nip: str) -> str:
        """Return the NIP of the person who stands for this one."""
        return f"{nip[:15]}{int(nip[SERIAL]) + SERIALS_A_COPY * self.people:03}" if nip else ""

    def row(self, row: Row) -> dict[str, Any]:
        """Return a row as it is in this slice."""
        return {name: self._value(name, value) for name, value in row.items()}

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.replace(year=self.year)
        if isinstance(value, UUID):
            return uuid5(value, f"{self.people}:{self.year}") if self != FIRST else value
        if name in ("nip", "supervisor_nip"):
            return self.nip(value)
        if name == "session_code" or (name == "code" and self.year != YEAR):
            return value if self.year == YEAR else f"{value}-{self.year}"
        return value


FIRST = Slice(0, YEAR)


def slices(people: int, years: int) -> list[Slice]:
    """Return slices over so many times the people and years, the last of them YEAR, in the order of their years."""
    return [Slice(who, year) for year in range(YEAR - years + 1, YEAR + 1) for who in range(people)]


def records(scale: Scale) -> list[Record]:
    """Return what was learnt in the year, in order of time."""
    return list(demo.records(until=UNTIL, scale=scale))


def completions(scale: Scale, count: int) -> list[Row]:
    """Return so many finished modules, in order of time within each slice.

    No person, module and year repeats more than in the demonstration.
    """
    once = [row for kind, row in records(scale) if kind == "completions"]
    years = (Slice(0, YEAR - back) for back in range(-(-count // len(once))))
    return list(islice((each.row(row) for each in years for row in once), count))


def write_csv(path: Path, rows: Iterable[Row]) -> Path:
    """Write rows as a file that Alur imports."""
    iterator = iter(rows)
    first = next(iterator)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerows(as_texts(row) for row in (first, *iterator))
    return path


def as_texts(row: Row) -> dict[str, str]:
    return {name: cell(value) for name, value in row.items()}


def reference_files(folder: Path, scale: Scale) -> Iterator[tuple[str, Path]]:
    """Yield kind and file of what must be there before completions."""
    yield "units", write_csv(folder / "units.csv", demo.units(scale=scale))
    yield "employees", write_csv(folder / "employees.csv", demo.employees(scale=scale))
    yield "modules", write_csv(folder / "modules.csv", demo.modules(until=UNTIL))
