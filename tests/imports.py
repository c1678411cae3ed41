"""Files for the import tests: written, taken in by the command's own code, and what it said of them."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import override

from alur.cli.imports import import_file
from alur.credit.services.rules import ensure_rules
from alur.records.services.keys import forget_all
from alur.records.services.opening import open_store

SARI = "198609262015051001"
BUDI = "197503102000031002"
LINA = "199001012014022003"
M1_DONE = "11111111-1111-4111-8111-111111111111"

UNITS = """\
code,name,parent_code
PUSAT,Pusat,
BALAI,Balai,PUSAT
LOKA,Loka,BALAI
"""
EMPLOYEES = f"""\
nip,name,unit_code,supervisor_nip
{SARI},Sari,BALAI,{BUDI}
{BUDI},Budi,PUSAT,
"""
MODULES = """\
code,title,jp,published_on
M1,Validasi proses,1,2022-01-03
M2,Rantai dingin,2.5,2022-01-04
"""
SESSIONS = """\
code,title,starts_at,ends_at,jp
S1,Recall,2022-03-10T09:00,2022-03-10T11:00,2
"""
EXAMS = """\
code,title,module_code,pass_score,max_score
E1,Ujian validasi,M1,70,100
"""


@dataclass(frozen=True)
class Taken:
    """What became of a file.

    tally: (read, created, updated, unchanged, rejected); rejected: the rows of the refused file.
    """

    tally: tuple[int, int, int, int, int]
    rejected: list[dict[str, str]]

    @property
    def reasons(self) -> list[tuple[str, str, str]]:
        """Line, field and reason of each refused row."""
        return [(row["line"], row["field"], row["reason"]) for row in self.rejected]


@contextmanager
def empty_store() -> Iterator[None]:
    """Make the database ready, as `alur init` does, and speak English within the block."""
    forget_all()
    open_store()
    ensure_rules()
    with override("en"):
        yield


def take(folder: Path, kind: str, content: str | bytes, *, name: str = "") -> Taken:
    """Write a file of a kind, take it in, and return what became of it."""
    path = folder / (name or f"{kind}.csv")
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return take_file(kind, path)


def take_file(kind: str, path: Path) -> Taken:
    """Take a file in and return what became of it."""
    tally = import_file(kind, path)
    rejected = path.with_name(f"{path.name}.rejected.csv")
    lines = rejected.read_bytes().decode().splitlines(keepends=True) if rejected.exists() else []
    counts = (tally.read, tally.created, tally.updated, tally.unchanged, tally.rejected)
    return Taken(counts, list(csv.DictReader(lines)))


def take_basics(folder: Path) -> None:
    """Take in units, employees, modules, sessions and exams, so that records can follow."""
    contents = {"units": UNITS, "employees": EMPLOYEES, "modules": MODULES, "sessions": SESSIONS, "exams": EXAMS}
    for kind, content in contents.items():
        assert take(folder, kind, content).rejected == []
