"""A folder of Markdown and documents becomes items: whole rows or clear words, twice the same, nothing from outside."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner
from django.core.files.storage import default_storage
from django.db import transaction

from alur.base.access.rules import SYSTEM
from alur.base.audit.models import Entry
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.cli.exports import command
from alur.knowledge.models import Item, ItemFile
from alur.knowledge.services import put_items
from alur.knowledge.services.files import MOST_FILES
from alur.knowledge.services.items import ItemRow
from alur.records.services.keys import forget_all
from tests.cast import Cast, assemble
from tests.imports import Taken, empty_store, take_file
from tests.knowledge.desk import put_cast_items
from tests.knowledge.test_portable import ODD, attach, content

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SAMPLES = Path(__file__).parents[1] / "base" / "lib" / "extracting" / "files"
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store(), clock.frozen_at(NOW):
        yield assemble()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "masuk"
    made.mkdir()
    return made


def manifest(folder: Path, *rows: dict[str, object]) -> None:
    (folder / "manifest.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


def taken(folder: Path) -> Taken:
    return take_file("knowledge", folder)


def stored() -> list[tuple[str, str, str]]:
    return list(Item.objects.order_by("activity__code").values_list("activity__code", "activity__title", "body"))


def exported(folder: Path) -> dict[str, bytes]:
    assert CliRunner().invoke(command, ["knowledge", str(folder)]).exit_code == 0
    return content(folder)


@contextmanager
def elsewhere() -> Iterator[None]:
    """Be in another installation within the block: what is put there is here no more."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    forget_all()
    shutil.rmtree(default_storage.path("modules"))


def test_what_was_exported_elsewhere_is_the_same_when_exported_again(tmp_path: Path, people: Cast) -> None:
    first = tmp_path / "satu"
    with elsewhere():
        put_cast_items(people)
        odd = ItemRow(ODD, 'Judul: "ganda" #1', "---\nx\n---\n\nIsi", topics=["A", "yes"], audience=["BALAI-A+"])
        mine = ItemRow("MILIK", "Milik", "Isi", author_nip=people.lina.nip, owner_nip="", review_on=None, source="a\nb")
        put_items(actor=SYSTEM, rows=[odd, mine])
        for place, title in enumerate(["Sama", "Sama", "a/b%", "ü" * 200]):
            attach("SOP", title, b"%d\n" % place)
        before = exported(first)
    assert not Item.objects.exists()
    assert taken(first).tally == (5, 5, 0, 0, 0)
    assert exported(tmp_path / "dua") == before
    entries = Entry.objects.count()
    assert taken(first).tally == (5, 0, 0, 5, 0)
    assert Entry.objects.count() == entries


def test_without_a_manifest_heads_headings_and_names_tell(folder: Path, people: Cast) -> None:
    (folder / "Balai A").mkdir()
    (folder / "Balai A" / "Suhu gudang.md").write_text("# Suhu *penyimpanan*\n\nDi bawah 25 derajat.", encoding="utf-8")
    head = f"---\r\nid: SOP-9\r\ntitle: Segel\r\ntopics: [a, b]\r\nauthor_nip: {people.sari.nip}\r\n---\r\nIsi\r\n"
    (folder / "segel.md").write_bytes(b"\xef\xbb\xbf" + head.encode())
    (folder / "catatan_lama.txt").write_text("Baris satu.\n", encoding="utf-8")
    shutil.copy(SAMPLES / "pedoman.docx", folder / "pedoman.docx")
    (folder / "foto.jpg").write_bytes(b"x")
    (folder / ".tersembunyi.md").write_text("x", encoding="utf-8")
    assert taken(folder).tally == (4, 4, 0, 0, 0)
    found = {code: (title, body) for code, title, body in stored()}
    assert list(found) == ["Balai-A-Suhu-gudang", "SOP-9", "catatan_lama", "pedoman"]
    assert found["Balai-A-Suhu-gudang"] == ("Suhu *penyimpanan*", "Di bawah 25 derajat.")
    assert found["SOP-9"] == ("Segel", "Isi")
    assert found["catatan_lama"] == ("catatan lama", "Baris satu.")
    assert "|" in found["pedoman"][1]
    assert [(file.item.activity.code, file.title, file.ending) for file in ItemFile.objects.all()] == [
        ("pedoman", "pedoman", "docx")
    ]
    assert Item.objects.get(activity__code="SOP-9").author == people.sari
    assert taken(folder).tally == (4, 0, 0, 4, 0)


def test_what_cannot_be_taken_is_said_line_by_line_and_the_rest_goes_in(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "rahasia.md").write_text("rahasia", encoding="utf-8")
    (folder / "tautan.md").symlink_to(tmp_path / "rahasia.md")
    (folder / "luar").symlink_to(tmp_path)
    (folder / "baik.md").write_text("Isi", encoding="utf-8")
    (folder / "lain.md").write_text("---\ntitle: Lain\n---\nIsi", encoding="utf-8")
    (folder / "rusak.md").write_text("---\ntitle: [a\n---\nIsi", encoding="utf-8")
    (folder / "biner.md").write_bytes(b"\xff\xfe")
    (folder / "besar.md").write_bytes(b"x" * 8_000_001)
    (folder / "palsu.docx").write_bytes(b"bukan docx \x00")
    paths = ["../rahasia.md", str(tmp_path / "rahasia.md"), "tautan.md", "luar/rahasia.md", "tidak-ada.md"]
    rows: list[dict[str, object]] = [
        {"id": f"k{place}", "title": "T", "path": path} for place, path in enumerate(paths)
    ]
    rows += [{"id": "baik", "title": "T", "path": "baik.md"}, {"id": "lagi", "title": "T", "path": "./baik.md"}]
    rows += [{"id": name, "title": "T", "path": name} for name in ("lain.md", "rusak.md", "biner.md", "besar.md")]
    rows += [{"id": "x", "title": "T", "body": "B", "files": "../rahasia.md"}, {"id": "y", "title": "T", "body": "B"}]
    rows += [{"id": "z", "title": "T", "path": "palsu.docx"}]
    manifest(folder, *rows)
    found = taken(folder)
    assert found.tally == (14, 2, 0, 0, 12)
    assert [code for code, _, _ in stored()] == ["baik", "y"]
    lines = [(row["line"], row["field"], row["reason"].split(". ")[0]) for row in found.rejected]
    out = "” leads out of the folder, or is a link"
    assert [(line, field) for line, field, _ in lines] == [
        *((str(line), "path") for line in (1, 2, 3, 4, 5, 7)),
        ("8", "title"),
        *((str(line), "path") for line in (9, 10, 11)),
        ("12", "files"),
        ("14", "path"),
    ]
    reasons = [reason for _, _, reason in lines]
    assert [reason.endswith(out) for reason in reasons] == [True] * 4 + [False] * 6 + [True, False]
    assert reasons[4] == "There is no file “tidak-ada.md” in the folder"
    assert reasons[5] == "Line 6 already takes “./baik.md” in"
    assert reasons[8] == "It is not UTF-8 text: the byte at place 1"
    assert reasons[9] == "The text is larger than 8 MB"


def test_too_many_files_are_refused_before_anything_is_kept(folder: Path) -> None:
    names = [f"{place}.txt" for place in range(MOST_FILES + 1)]
    for name in names:
        (folder / name).write_text(name, encoding="utf-8")
    manifest(folder, {"id": "x", "title": "T", "body": "B", "files": names})
    assert [row[1] for row in taken(folder).reasons] == ["files"]
    assert (stored(), ItemFile.objects.count()) == ([], 0)


def test_an_owner_stays_where_she_was_when_the_folder_comes_again(folder: Path, people: Cast) -> None:
    (folder / "a.md").write_text(f"---\ntitle: A\nowner_nip: '{people.sari.nip}'\n---\nIsi", encoding="utf-8")
    assert taken(folder).tally == (1, 1, 0, 0, 0)
    before = Item.objects.get()
    people.sari.unit = people.lina.unit
    people.sari.save()
    assert taken(folder).tally == (1, 0, 0, 1, 0)
    assert (before.owner, Item.objects.get().owner_unit_id) == (people.sari, before.owner_unit_id)


def test_a_folder_with_nothing_to_take_in_is_refused(folder: Path) -> None:
    (folder / "foto.jpg").write_bytes(b"x")
    with pytest.raises(Problem) as refused:
        taken(folder)
    assert refused.value.code == "folder.empty"
