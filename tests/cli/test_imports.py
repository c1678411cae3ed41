"""`alur import` as scripts use it: last line, exit code, what lies beside the file, and a plug pulled at any moment."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from django.db import connection
from django.utils.translation import override

from alur.base.lib.problems import Problem
from alur.cli.imports import command
from alur.home.rules import KINDS
from alur.people.models import Employee
from alur.records.models import Head
from tests.imports import BUDI, EMPLOYEES, SARI, UNITS, empty_store, take, take_basics, take_file

ROWS = 2_500
PEOPLE = 2_100  # more than one batch
KILLS = 2
SET_UP = """
import django; django.setup()
from django.core.management import call_command
from alur.records.services.opening import open_store
from alur.credit.services.rules import ensure_rules
call_command("migrate", verbosity=0); open_store(); ensure_rules()
"""
SMALL_BATCHES = "from alur.base.lib.importing import kinds; kinds.RECORDS_A_BATCH = 500"
IMPORT = f"""
import django; django.setup()
{SMALL_BATCHES}
from alur.cli.imports import command
command()
"""
IN_PEACE = f"""{SET_UP}
{SMALL_BATCHES}
import sys
from pathlib import Path
from alur.cli.imports import import_file
for kind, path in zip(sys.argv[1::2], sys.argv[2::2]): import_file(kind, Path(path))
"""


@pytest.fixture
def store() -> Iterator[None]:
    with empty_store():
        yield


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_the_last_line_is_json_and_the_exit_code_tells_of_refusals(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(UNITS, encoding="utf-8")
    bad.write_text("code,name\nA,\nB,B\n", encoding="utf-8")
    first, second, third = run("units", str(good)), run("units", str(good)), run("units", str(bad))
    assert [result.exit_code for result in (first, second, third)] == [0, 0, 3]
    assert [json.loads(result.stdout.splitlines()[-1]) for result in (first, second, third)] == [
        {"read": 3, "created": 3, "updated": 0, "unchanged": 0, "rejected": 0},
        {"read": 3, "created": 0, "updated": 0, "unchanged": 3, "rejected": 0},
        {"read": 2, "created": 1, "updated": 0, "unchanged": 0, "rejected": 1},
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "bad.csv.rejected.csv", "good.csv"]
    assert (tmp_path / "bad.csv.rejected.csv").read_bytes() == (
        b"line,field,reason,code,name\r\n"
        b"2,name,\xe2\x80\x9cname\xe2\x80\x9d is empty. Every row must have a value here.,A,\r\n"
    )


@pytest.mark.django_db
def test_without_a_ready_database_it_says_what_to_do(tmp_path: Path) -> None:
    Head.objects.all().delete()
    with pytest.raises(Problem, match="alur init"):
        command.main(["units", str(tmp_path / "x.csv")], standalone_mode=False)


def test_help_names_every_kind() -> None:
    shown = " ".join(run("--help").output.split())
    assert [kind for kind in KINDS if kind not in shown] == []
    assert run("unit", "x.csv").exit_code == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_an_unwritable_folder_is_said_before_anything_is_lost(tmp_path: Path) -> None:
    (tmp_path / "units.csv.rejected.csv").mkdir()
    with pytest.raises(Problem) as caught:
        take(tmp_path, "units", "code,name\nA,\n")
    assert caught.value.code == "file.rejected_unwritable"


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_csv_spreadsheet_and_json_lines_agree(tmp_path: Path) -> None:
    take_basics(tmp_path)
    names = ["record_id", "nip", "module_code", "completed_at", "score", "duration_seconds"]
    rows: list[list[Any]] = [
        [
            str(UUID(int=number, version=4)),
            SARI,
            f"M{number % 2 + 1}",
            f"2022-03-04T10:{number:02}:00",
            score,
            600 + number,
        ]
        for number, score in enumerate([80, 92.5, None, 7.25])
    ]
    csv_file, sheet, lines = (tmp_path / f"completions.{ending}" for ending in ("csv", "xlsx", "jsonl"))
    text = [",".join(names), *(",".join("" if cell is None else str(cell) for cell in row) for row in rows)]
    csv_file.write_text("\n".join(text), encoding="utf-8")
    lines.write_text("\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in rows), encoding="utf-8")
    book = xlsxwriter.Workbook(str(sheet))
    page = book.add_worksheet()
    for place, row in enumerate([names, *rows]):
        page.write_row(place, 0, row)
    book.close()
    assert take_file("completions", csv_file).tally == (4, 4, 0, 0, 0)
    assert take_file("completions", sheet).tally == (4, 0, 0, 4, 0)
    assert take_file("completions", lines).tally == (4, 0, 0, 4, 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_reasons_are_told_in_indonesian_too(tmp_path: Path) -> None:
    with override("id"):
        taken = take(tmp_path, "employees", "nip,name,unit_code\n12,Sari,A\n")
    assert [row["reason"] for row in taken.rejected] == [
        "“12” bukan NIP: ada 2 angka. NIP terdiri atas 18 angka saja; di lembar kerja, format kolomnya sebagai teks."
    ]


class Installation:
    """A database of its own, reached only by processes of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.url = f"sqlite:///{folder / name}.sqlite3"
        if connection.vendor == "postgresql":
            settings = connection.settings_dict
            self.server = psycopg.conninfo.make_conninfo(
                host=settings["HOST"], port=settings["PORT"], user=settings["USER"], password=settings["PASSWORD"]
            )
            host = f"{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"
            self.url = f"postgres://{host}/{name}"
            self.on_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")

    def on_server(self, *statements: str) -> None:
        with psycopg.connect(self.server, dbname="postgres", autocommit=True) as server:
            for statement in statements:
                server.execute(statement)

    def start(self, code: str, *arguments: str) -> "subprocess.Popen[str]":
        environment = {
            **os.environ,
            "ALUR_HOME": str(self.folder),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "alur.config.settings",
        }
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, code: str, *arguments: str) -> str:
        process = self.start(code, *arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if connection.vendor == "postgresql":
            with psycopg.connect(self.server, dbname=self.name) as database:
                return database.execute(sql).fetchall()
        with closing(sqlite3.connect(self.folder / f"{self.name}.sqlite3")) as file:
            return file.execute(sql).fetchall()

    def figures(self) -> list[list[tuple[Any, ...]]]:
        return [sorted(self.rows(sql), key=repr) for sql in FIGURES]

    def remove(self) -> None:
        if connection.vendor == "postgresql":
            self.on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


# What must not depend on how often a file was begun. Ids and moments of storing may.
FIGURES = [
    "SELECT code, name, (SELECT p.code FROM people_unit p WHERE p.id = u.parent_id) FROM people_unit u",
    "SELECT nip, name, (SELECT s.nip FROM people_employee s WHERE s.id = e.supervisor_id) FROM people_employee e",
    "SELECT e.nip, count(*) FROM people_placement p JOIN people_employee e ON e.id = p.employee_id GROUP BY e.nip",
    "SELECT code, number, jp FROM catalogue_activityversion v JOIN catalogue_activity a ON a.id = v.activity_id",
    "SELECT body FROM records_statement",
    "SELECT count(*) FROM records_statementkey",
    (
        "SELECT c.id, e.nip, c.year, c.at FROM learning_completion c JOIN people_employee e ON e.id = c.employee_id"
        " WHERE c.standing = 1"
    ),
    "SELECT e.nip, sum(l.amount) FROM credit_entry l JOIN people_employee e ON e.id = l.employee_id GROUP BY e.nip",
    "SELECT e.nip, y.year, y.modules, y.jp FROM insight_personyear y JOIN people_employee e ON e.id = y.employee_id",
]


def write_files(folder: Path) -> dict[str, Path]:
    """Write files in which parents and supervisors come last, and records that repeat within a year."""
    chance = random.Random("plug")
    nips = [f"19860926{2000 + n // 1000:04}05{1 + n % 2}{n % 1000:03}" for n in range(PEOPLE)]
    units = [f"U{n},Unit {n},{f'U{n + 100}' if n + 100 < PEOPLE else ''}" for n in range(PEOPLE)]
    people = [f"{nip},Pegawai,U{n},{nips[n + 700] if n + 700 < PEOPLE else ''}" for n, nip in enumerate(nips)]
    done = [
        f"{UUID(int=chance.getrandbits(128), version=4)},{chance.choice(nips)},M{chance.randrange(20)},"
        f"2022-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}T{chance.randrange(24):02}:00"
        for _ in range(ROWS)
    ]
    contents = {
        "units": ["code,name,parent_code", *units],
        "employees": ["nip,name,unit_code,supervisor_nip", *people],
        "modules": ["code,title,jp,published_on", *(f"M{n},Modul {n},{n + 1},2021-01-01" for n in range(20))],
        "completions": ["record_id,nip,module_code,completed_at", *done],
    }
    paths = {}
    for kind, lines in contents.items():
        paths[kind] = folder / f"{kind}.csv"
        paths[kind].write_text("\n".join(lines), encoding="utf-8")
    return paths


@pytest.mark.both
@pytest.mark.django_db
def test_a_plug_pulled_at_any_moment_and_run_again_is_as_if_run_once(tmp_path: Path) -> None:
    """Kill -9 within each file, several times, then let it finish: the same rows as without."""
    paths = write_files(tmp_path)
    calm, shaken = Installation(tmp_path, f"calm_{os.getpid()}"), Installation(tmp_path, f"shaken_{os.getpid()}")
    chance, killed = random.Random("shaken"), 0
    try:
        in_peace = calm.start(IN_PEACE, *(text for kind, path in paths.items() for text in (kind, str(path))))
        shaken.finish(SET_UP)
        for kind, path in paths.items():
            for _ in range(KILLS if kind != "modules" else 0):
                process = shaken.start(IMPORT, kind, str(path))
                try:
                    process.communicate(timeout=chance.uniform(0.5, 1.2))
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.communicate()
                    killed += 1
            shaken.finish(IMPORT, kind, str(path))
        _, complaints = in_peace.communicate(timeout=120)
        assert in_peace.returncode == 0, complaints
        assert killed > 1
        assert shaken.figures() == calm.figures()
        assert len(calm.figures()[4]) == ROWS
    finally:
        calm.remove()
        shaken.remove()


@pytest.mark.both
@pytest.mark.django_db
def test_two_imports_of_the_same_file_at_once_take_each_row_in_once(tmp_path: Path) -> None:
    paths = write_files(tmp_path)
    shared = Installation(tmp_path, f"shared_{os.getpid()}")
    try:
        shared.finish(IN_PEACE, "units", str(paths["units"]), "modules", str(paths["modules"]))
        (tmp_path / "other").mkdir()
        for kind in ("employees", "completions"):
            other = shutil.copy(paths[kind], tmp_path / "other")
            both = [shared.start(IMPORT, kind, str(path)) for path in (paths[kind], other)]
            tallies = []
            for process in both:
                out, err = process.communicate(timeout=120)
                assert process.returncode == 0, err
                tallies.append(json.loads(out.splitlines()[-1]))
            rows = tallies[0]["read"]
            assert sum(tally["created"] for tally in tallies) == rows
            assert sum(tally["unchanged"] for tally in tallies) == rows
        assert len(shared.figures()[4]) == ROWS
    finally:
        shared.remove()


@pytest.mark.both
@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_nothing_of_a_batch_is_kept_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(tmp_path, "units", UNITS)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("alur.base.audit.services.write", fail)
    with pytest.raises(RuntimeError):
        take(tmp_path, "employees", EMPLOYEES)
    assert not Employee.objects.exists()
    monkeypatch.undo()
    take(tmp_path, "employees", EMPLOYEES)
    assert set(Employee.objects.values_list("nip", flat=True)) == {SARI, BUDI}
