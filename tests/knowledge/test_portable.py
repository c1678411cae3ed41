"""All knowledge as a folder of files: written whole or not at all, each item with its head and what hangs on it."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result
from django.core.files.storage import default_storage

from alur.base.access.rules import SYSTEM
from alur.base.files.queries import place
from alur.base.lib import clock
from alur.cli.exports import command
from alur.knowledge.models import ItemFile, RelationKind
from alur.knowledge.rules import heads
from alur.knowledge.services import put_items
from alur.knowledge.services.files import attach_file
from alur.knowledge.services.items import ItemRow
from alur.knowledge.services.relating import relate
from tests.cast import Cast, assemble
from tests.imports import empty_store
from tests.knowledge.desk import put_cast_items

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
ODD = "SOP:ü*"  # a code that is no good name for a file


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store(), clock.frozen_at(NOW):
        cast = assemble()
        put_cast_items(cast)
        yield cast


def attach(code: str, title: str, content: bytes = b"Isi berkas.\n") -> ItemFile:
    file = io.BytesIO(content)
    return attach_file(actor=SYSTEM, code=code, name=title, title=title, file=file, ending="txt")


def exported(folder: Path) -> Result:
    return CliRunner().invoke(command, ["knowledge", str(folder)])


def content(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder by their paths."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_each_item_is_a_file_with_its_head_and_its_files_beside_it(tmp_path: Path, people: Cast) -> None:
    odd = ItemRow(
        ODD,
        'Judul: "ganda" #1',
        "---\nbukan kepala\n---\n\nIsi",
        topics=["Boraks", "yes"],
        created_on=date(2026, 1, 2),
        source="Baris satu\nBaris dua",
        audience=["BALAI-A+"],
    )
    put_items(actor=SYSTEM, rows=[odd])
    relate(actor=SYSTEM, code="SOP", kind=RelationKind.REPLACES, other="SEMUA")
    attach("SOP", "Daftar/periksa")
    assert exported(tmp_path / "out").exit_code == 0
    files = content(tmp_path / "out")
    assert sorted(files) == [
        "MAT.md",
        "SEMUA.md",
        "SOP%3Aü%2A.md",
        "SOP.files/Daftar%2Fperiksa.txt",
        "SOP.md",
        "manifest.jsonl",
    ]
    assert files["SOP.md"].decode() == (
        "---\nid: SOP\ntitle: Cara menyegel sampel\nkind: procedure\nunit_code: BALAI-A\n"
        f"author_nip: '{people.sari.nip}'\nowner_nip: '{people.sari.nip}'\nlanguage: id\ncreated_on: '2026-01-15'\n"
        "review_on: '2027-01-15'\nreplaces:\n- SEMUA\nfiles:\n- SOP.files/Daftar%2Fperiksa.txt\n---\n\n"
        "Segel dipasang dua kali.\n"
    )
    head, body = heads.parted(files["SOP%3Aü%2A.md"].decode())
    assert (head["title"], head["topics"], head["source"], head["audience"], body) == (
        odd.title,
        odd.topics,
        odd.source,
        odd.audience,
        odd.body,
    )
    rows = [orjson.loads(line) for line in files["manifest.jsonl"].splitlines()]
    assert [(row["id"], row["path"]) for row in rows] == [
        ("MAT", "MAT.md"),
        ("SEMUA", "SEMUA.md"),
        ("SOP", "SOP.md"),
        (ODD, "SOP%3Aü%2A.md"),
    ]
    assert files["SOP.files/Daftar%2Fperiksa.txt"] == b"Isi berkas.\n"


def test_a_folder_that_holds_something_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "punya saya.txt").write_text("x")
    result = exported(tmp_path)
    assert getattr(result.exception, "code", "") == "export.not_empty"
    assert content(tmp_path) == {"punya saya.txt": b"x"}


def test_an_export_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attach("SOP", "Satu")
    home, goal = tmp_path / "home", tmp_path / "home" / "out"
    goal.mkdir(parents=True)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("alur.cli.portable.shutil.copyfileobj", full)
    assert getattr(exported(goal).exception, "code", "") == "export.failed"
    assert list(tmp_path.rglob("*")) == [home, goal]


def test_a_lost_file_is_said_and_left_out(tmp_path: Path) -> None:
    lost = attach("SOP", "Hilang", b"akan hilang\n")
    attach("SOP", "Tetap")
    default_storage.delete(place(lost.stored))
    result = exported(tmp_path / "out")
    assert (result.exit_code, orjson.loads(result.stdout)) == (3, {"items": 3, "files": 1, "lost": 1})
    assert "SOP.files/Hilang.txt" in result.stderr
    assert b"Hilang" not in b"".join(content(tmp_path / "out").values())


def test_files_of_one_title_and_long_ones_have_names_of_their_own(tmp_path: Path) -> None:
    long = "ü" * 200
    for place_in_line, title in enumerate(["Sama", "Sama", long, f"{long[:-1]}u"]):
        attach("SOP", title, b"%d\n" % place_in_line)
    assert exported(tmp_path / "out").exit_code == 0
    names = [path.name for path in (tmp_path / "out" / "SOP.files").iterdir()]
    assert len(names) == 4
    assert {"Sama.txt", "Sama (2).txt"} < set(names)
