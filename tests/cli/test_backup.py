"""`alur backup` while others write, `alur restore` elsewhere: the same figures, or a clear word why not."""

import io
import json
import re
import resource
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from alur.base.lib.problems import Problem
from alur.cli.keeping import archive, postgres
from tests.installation import ON_POSTGRES, ROOT, Homes, Installation, wait_for

pytestmark = pytest.mark.both
YEAR = ("report", "year", "2022", "--format", "json")
KEY_IS_INSIDE = "It holds the signing key and personal data: keep it where only you can read it."
WRITER = """
import time, uuid
from django.db import connection
from alur.people.models import Employee
from alur.catalogue.models import Activity
from alur.learning.importers import completions
from alur.base.access.rules import SYSTEM
from alur.base.lib.importing.running import Run
from alur.base.lib.tabular import Line
nips = list(Employee.objects.values_list('nip', flat=True))
codes = list(Activity.objects.filter(kind='module').values_list('code', flat=True))
kind = completions(actor=SYSTEM, source='test')
print('writing', flush=True)
while True:
    for nip in nips:
        rows = [{'record_id': str(uuid.uuid4()), 'nip': nip, 'module_code': code,
                 'completed_at': '2022-06-01T10:00:00'} for code in codes[:20]]
        Run(kind, reject=print).take(Line(n, row) for n, row in enumerate(rows, 2))
"""


@pytest.fixture
def source(homes: Homes, small_demo: Installation) -> Installation:
    """Give an installation with people, records and uploaded files."""
    made = homes.make("source", like=small_demo)
    uploads = made.home / "files" / "2022"
    uploads.mkdir(parents=True)
    (uploads / "materi 1.pdf").write_bytes(b"%PDF satu")
    (made.home / "files" / "catatan.txt").write_text("catatan")
    return made


@pytest.fixture
def backup(source: Installation, tmp_path: Path) -> Path:
    """Give a backup of it."""
    source.said("backup", str(tmp_path / "state.tar"))
    return tmp_path / "state.tar"


def refused(installation: Installation, *arguments: str) -> str:
    done = installation.run(*arguments)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False), done.stderr
    return done.stderr


def uploads(installation: Installation) -> dict[str, bytes]:
    folder = installation.home / "files"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def records_in(installation: Installation) -> int:
    opened = (
        psycopg.connect(installation.more["DATABASE_URL"]) if ON_POSTGRES else sqlite3.connect(installation.database)
    )
    with closing(opened) as connection:
        found = connection.cursor().execute("SELECT count(*) FROM records_statement")
        return int(next(iter(found))[0])


def test_restored_elsewhere_all_is_the_same(source: Installation, homes: Homes, tmp_path: Path) -> None:
    path = tmp_path / "state.tar"
    told = source.said("backup", str(path)).splitlines()
    assert told[0].startswith(f"{path}: ")
    # The demonstration goes on to the present day, so their number grows.
    assert told[0].endswith(f" MB, {len(uploads(source)) + 2} files, {records_in(source)} records.")
    assert told[1:] == [KEY_IS_INSIDE]
    assert oct(path.stat().st_mode)[-3:] == "600"

    target = homes.make("target")
    made_at = json.loads(read_manifest(path))["made_at"]
    assert target.said("restore", str(path)) == (
        f"Restored the state of {made_at}; its figures are those of the backup.\n"
    )
    assert target.said(*YEAR) == source.said(*YEAR)
    assert uploads(target) == uploads(source)
    assert uploads(target).items() >= {"2022/materi 1.pdf": b"%PDF satu", "catatan.txt": b"catatan"}.items()
    assert (target.home / "secret.key").read_text() == (source.home / "secret.key").read_text()
    assert oct((target.home / "secret.key").stat().st_mode)[-3:] == "600"
    assert target.said("rebuild", "--check").startswith("The live projections equal the rebuilt ones")
    assert [path.name for path in target.home.iterdir() if path.name.startswith(".")] == []


def read_manifest(path: Path) -> bytes:
    with tarfile.open(path) as tar:
        found = tar.extractfile("manifest.json")
        assert found is not None
        return found.read()


def test_backup_while_others_write_is_of_one_moment(source: Installation, homes: Homes, tmp_path: Path) -> None:
    writing = subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{WRITER}"],
        env=source.environ(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == "writing\n"
        source.said("backup", str(tmp_path / "first.tar"))
        source.said("backup", str(tmp_path / "second.tar"))
        writing.kill()
    heads = [json.loads(read_manifest(tmp_path / name))["figures"]["head"] for name in ("first.tar", "second.tar")]
    assert heads[0] < heads[1]
    target = homes.make("target")
    target.said("restore", str(tmp_path / "second.tar"))
    assert target.said("rebuild", "--check").startswith("The live projections equal the rebuilt ones")


def test_installation_with_data_is_only_replaced_when_told(
    source: Installation, backup: Path, homes: Homes, small_demo: Installation
) -> None:
    target = homes.make("target", like=small_demo)
    (target.home / "files").mkdir(exist_ok=True)
    (target.home / "files" / "old.txt").write_text("old")
    before = uploads(target)
    assert refused(target, "restore", str(backup)) == (
        "--force: This installation holds data. Restore elsewhere (another ALUR_HOME or DATABASE_URL), or back it up "
        "and add --force to replace it.\n"
    )
    assert uploads(target) == before
    target.said("restore", str(backup), "--force")
    assert uploads(target) == uploads(source)
    assert target.said(*YEAR) == source.said(*YEAR)


def test_running_installation_is_not_replaced(source: Installation, backup: Path) -> None:
    if ON_POSTGRES:
        with psycopg.connect(source.more["DATABASE_URL"]):
            told = refused(source, "restore", str(backup), "--force")
        assert told.startswith("Others are connected to this database. Stop Alur")
    else:
        with closing(sqlite3.connect(source.database)) as other:
            other.execute("SELECT count(*) FROM records_statement").fetchall()
            told = refused(source, "restore", str(backup), "--force")
        assert told.startswith("Alur is running on this database. Stop it")


Spoil = Callable[[Path], object]


def rewrite(path: Path, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], object]) -> None:
    """Write the backup anew with changed members."""
    with tarfile.open(path) as tar:
        members = [(info, (tar.extractfile(info) or io.BytesIO()).read()) for info in tar]
    change(members)
    with tarfile.open(path, "w") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def member(name: str, content: bytes = b"x", kind: bytes = tarfile.REGTYPE) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd" if kind == tarfile.SYMTYPE else ""
    return info, b"" if kind == tarfile.SYMTYPE else content


def adding(name: str, content: bytes = b"x", kind: bytes = tarfile.REGTYPE) -> Spoil:
    return lambda path: rewrite(path, lambda members: members.insert(1, member(name, content, kind)))


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def cut_before_manifest(path: Path) -> None:
    rewrite(path, lambda members: members.pop())


def flip(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(200_000)
        byte = file.read(1)
        file.seek(200_000)
        file.write(bytes([byte[0] ^ 1]))


def told_otherwise(**changes: object) -> Spoil:
    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        info, text = members.pop()
        members.append((info, json.dumps({**json.loads(text), **changes}).encode()))

    return lambda path: rewrite(path, change)


TAMPERED = "“{}” in the backup is not what its manifest says. The file was damaged or changed"
DATABASE = "database.dump" if ON_POSTGRES else "database.sqlite3"
SPOILT: dict[str, tuple[Spoil, str]] = {
    "cut short": (cut, "cannot be read as a backup: "),
    "cut before its end": (cut_before_manifest, "The backup has no manifest: writing or copying it was broken off."),
    "one bit of the database": (flip, TAMPERED.format(DATABASE)),
    "one more file": (adding("files/x"), TAMPERED.format("files/x")),
    "a way out": (adding("../../evil"), TAMPERED.format("../../evil")),
    "a way out below": (adding("files/../../evil"), TAMPERED.format("files/../../evil")),
    "an absolute name": (adding("/etc/evil"), TAMPERED.format("/etc/evil")),
    "a link": (adding("files/link", kind=tarfile.SYMTYPE), TAMPERED.format("files/link")),
    "the same file twice": (adding("files/catatan.txt"), TAMPERED.format("files/catatan.txt")),
    "a stray file": (adding("evil"), TAMPERED.format("evil")),
    "an empty file": (lambda path: path.write_bytes(b""), "cannot be read as a backup: "),
    "a picture": (lambda path: path.write_bytes(b"\x89PNG" * 500), "cannot be read as a backup: "),
    "no part listed": (told_otherwise(parts={}), TAMPERED.format(DATABASE)),
    "a manifest without sense": (told_otherwise(parts=[]), "The backup's manifest cannot be read: "),
    "a later format": (told_otherwise(format=2), "The backup has format 2; this Alur reads 1. Restore it with Alur"),
}
UNFITTING: dict[str, tuple[Spoil, str]] = {
    "damaged": (flip, f"PATH: {TAMPERED.format(DATABASE)}"),
    "a later version": (
        told_otherwise(migrations=["records.9999_later"], alur="9.0"),
        "PATH: The backup was made by Alur 9.0, which knows more than this one (records.9999_later). Restore it with",
    ),
    "other figures": (
        told_otherwise(figures={"head": [1, 1], "rows": {}, "ledger": {}}),
        "The restored database differs from the backup's figures: head [",
    ),
}


@pytest.fixture(scope="module")
def spoilable(small_demo: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a backup to be copied and spoilt."""
    path = tmp_path_factory.mktemp("spoilable") / "state.tar"
    homes = Homes(path.parent)
    source = homes.make("spoilable", like=small_demo)
    (source.home / "files").mkdir(exist_ok=True)
    (source.home / "files" / "catatan.txt").write_text("catatan")
    source.said("backup", str(path))
    homes.end()
    return path


@pytest.mark.parametrize("what", SPOILT)
def test_spoilt_backup_is_known(what: str, spoilable: Path, tmp_path: Path) -> None:
    spoil, told = SPOILT[what]
    path = tmp_path / "state.tar"
    path.write_bytes(spoilable.read_bytes())
    spoil(path)
    with pytest.raises(Problem, match=re.escape(told)):
        archive.verified(path)


@pytest.mark.parametrize("what", UNFITTING)
def test_unfitting_backup_changes_nothing(what: str, spoilable: Path, homes: Homes, tmp_path: Path) -> None:
    spoil, told = UNFITTING[what]
    path = tmp_path / "state.tar"
    path.write_bytes(spoilable.read_bytes())
    spoil(path)
    target = homes.make("target")
    assert refused(target, "restore", str(path)).startswith(told)
    assert {found.name for found in target.home.rglob("*")} - {"files"} == {"secret.key"}
    if ON_POSTGRES:
        with psycopg.connect(target.more["DATABASE_URL"]) as connection:
            tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").fetchone()
        assert tables == (0,)


def test_other_kind_of_database_is_refused(spoilable: Path, homes: Homes) -> None:
    target = homes.make("target")
    target.more = {} if ON_POSTGRES else {"DATABASE_URL": "postgres://127.0.0.1:1/nowhere"}
    here, there = ("postgresql", "sqlite") if ON_POSTGRES else ("sqlite", "postgresql")
    assert refused(target, "restore", str(spoilable)) == (
        f"DATABASE_URL: The backup is of {here}, this installation uses {there}. "
        f"Set DATABASE_URL to a {here} database.\n"
    )


def test_folder_gets_a_file_named_by_the_time_and_a_backup_may_be_replaced(
    source: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    source.said("backup", str(folder))
    (made,) = folder.iterdir()
    assert made.name.startswith("alur-20")
    source.said("backup", str(made))
    assert list(folder.iterdir()) == [made]


def test_other_file_and_missing_folder_are_refused(source: Installation, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("dear")
    assert refused(source, "backup", str(other)) == (
        f"PATH: {other} is there already and is no backup. Choose another name, or move that file away.\n"
    )
    assert other.read_text() == "dear"
    lost = tmp_path / "lost"
    assert refused(source, "backup", str(lost / "x.tar")) == f"PATH: There is no folder {lost}. Make it first.\n"


def test_full_disk_is_told_and_leaves_nothing(source: Installation, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    done = subprocess.run(
        source.command(("backup", str(folder / "state.tar"))),
        env=source.environ(),
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert (done.returncode, "Traceback" in done.stderr, list(folder.iterdir())) == (2, False, [])


def test_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problem, match=r"pg_dump was not found\. Install PostgreSQL's client: apt-get install"):
        postgres.find("pg_dump")


def test_restore_can_be_begun_anew_after_it_was_killed(source: Installation, backup: Path, homes: Homes) -> None:
    target = homes.make("target")
    process = target.start("restore", str(backup))
    # It may be over before it is seen at work; then the next one replaces a whole state, which is as well.
    wait_for(lambda: process.poll() is not None or any(target.home.glob(".restore-*")))
    process.kill()
    process.wait()
    target.said("restore", str(backup), "--force")
    assert target.said(*YEAR) == source.said(*YEAR)
    assert [path.name for path in target.home.iterdir() if path.name.startswith(".")] == []
