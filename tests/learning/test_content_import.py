"""Module contents as files, folders and ZIPs: versions, pictures, and everything that can be wrong with them."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from alur.base.access.rules import SYSTEM, Actor, Grant
from alur.base.audit.models import Entry as AuditEntry
from alur.base.files.queries import folder as folder_of_files
from alur.base.files.queries import is_kept
from alur.base.lib.problems import Problem
from alur.catalogue.models import Activity
from alur.cli.content import import_content
from alur.learning.importers.content import Refusal, import_contents
from alur.learning.models import ModuleContent
from alur.learning.queries.contents import Version, contents
from tests.imports import MODULES, empty_store, take
from tests.learning.desk import CONTENT

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
WITH_COLUMNS = """---
code: M9
title: Modul baru
jp: 0,5
published_on: 2026-01-05
topics: [Label, Klaim]
---
# Satu
"""


@pytest.fixture(autouse=True)
def _store() -> Iterator[None]:
    with empty_store():
        yield


def taken(path: Path, *, actor: Actor = SYSTEM) -> tuple[tuple[int, ...], list[tuple[str, int, str]]]:
    """Take path in; return (read, created, updated, unchanged, rejected) and (file, line, code) of what was wrong."""
    refused: list[Refusal] = []
    tally = import_contents(path, actor=actor, reject=refused.append)
    assert all(each.problem.message and each.problem.mend for each in refused)
    return tuple(tally.as_dict().values()), [(each.name, each.line, each.problem.code) for each in refused]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def versions() -> list[tuple[Any, ...]]:
    rows = ModuleContent.objects.order_by("activity__code", "number")
    return list(rows.values_list("activity__code", "number", "screen_count", "question_count"))


def test_the_same_content_twice_changes_nothing(tmp_path: Path) -> None:
    take(tmp_path, "modules", MODULES)
    path = write(tmp_path, {"m1.md": CONTENT}) / "m1.md"

    assert taken(path) == ((1, 1, 0, 0, 0), [])
    write(tmp_path, {"m1.md": CONTENT.replace("\n", "\r\n").replace("# Satu", "#   Satu #") + "\n\n---\n"})
    assert taken(path) == ((1, 0, 0, 1, 0), [])
    write(tmp_path, {"m1.md": CONTENT.replace("Isi tiga", "Isi baru")})
    assert taken(path) == ((1, 0, 1, 0, 0), [])
    write(tmp_path, {"m1.md": CONTENT.replace("questions: 50", "questions: 60").replace("Isi tiga", "Isi baru")})
    assert taken(path) == ((1, 0, 1, 0, 0), [])
    assert versions() == [("M1", 1, 3, 2), ("M1", 2, 3, 2), ("M1", 3, 3, 2)]
    assert [entry.detail for entry in AuditEntry.objects.filter(action="learning.import_content").order_by("at")] == [
        {"source": "m1.md", "version": number} for number in (1, 2, 3)
    ]


def test_front_matter_makes_and_changes_the_module(tmp_path: Path) -> None:
    path = write(tmp_path, {"m9.md": WITH_COLUMNS}) / "m9.md"
    assert taken(path) == ((1, 1, 0, 0, 0), [])
    write(tmp_path, {"m9.md": "---\ncode: M9\ntitle: Judul lain\n---\n# Satu\n"})
    assert taken(path) == ((1, 0, 1, 0, 0), [])

    activity = Activity.objects.get(code="M9")
    assert (activity.title, activity.topics, str(activity.published_on)) == (
        "Judul lain",
        ["Label", "Klaim"],
        "2026-01-05",
    )
    assert versions() == [("M9", 1, 1, 0)]


@pytest.mark.parametrize("packed", [False, True])
def test_a_folder_or_zip_with_pictures(tmp_path: Path, packed: bool) -> None:
    picture_screen = "\n![Label](gambar/label%20gizi.png)\n\n[![x](../umum/x.png)](https://bpom.example)\n"
    folder = write(
        tmp_path / "isi",
        {
            "a/m9.md": WITH_COLUMNS + picture_screen,
            "a/gambar/label gizi.png": PNG,
            "umum/x.png": PNG + b"x",
            ".git/rusak.md": "x",
            "a/catatan.txt": "x",
        },
    )
    path = zipped(folder, tmp_path / "isi.zip") if packed else folder

    assert taken(path) == ((1, 1, 0, 0, 0), [])
    assert taken(path) == ((1, 0, 0, 1, 0), [])
    row = ModuleContent.objects.get()
    assert set(row.images) == {"gambar/label%20gizi.png", "../umum/x.png"}
    assert sorted((folder_of_files() / name).read_bytes() for name in row.images.values()) == [PNG, PNG + b"x"]
    [screen] = contents(Version(row.pk, 1, row.digest)).screens
    assert f'src="/modul/M9/berkas/{row.images["../umum/x.png"]}"' in str(screen.parts[0])


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder).as_posix())
    return path


def test_good_files_are_kept_beside_bad_ones(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "isi",
        {
            "1.md": WITH_COLUMNS,
            "2.md": WITH_COLUMNS,
            "3.md": "---\ntitle: Tanpa kode\n---\n# A\n",
            "4.md": "---\ncode: M 9\njp: 0\n---\n# A\n",
            "5.md": "---\ncode: M8\n---\n# A\n",
            "6.md": "---\ncode: M9X\ntitle: T\njp: 1\npublished_on: 2026-01-05\ncomplete: {exam: E404}\n---\n# A\n",
            "7.md": b"---\ncode: X\n---\n# A\n\xff\xfe",
            "8.md": "x" * 1_000_001,
            "9.md": WITH_COLUMNS.replace("M9", "M10")
            + "![a](tak-ada.png) ![b](https://x.example/y.png)\n\n![c](/etc/passwd) ![d](../../x.png) ![e](c.svg)",
            "c.svg": "<svg onload='alert(1)'/>",
        },
    )
    assert taken(folder) == (
        (9, 1, 0, 0, 8),
        [
            ("2.md", 2, "content.code_twice"),
            ("3.md", 1, "content.no_code"),
            ("4.md", 2, "row.wrong_value"),
            ("4.md", 3, "row.wrong_value"),
            ("5.md", 2, "learning.incomplete_module"),
            ("6.md", 2, "catalogue.unknown_exam"),
            ("7.md", 5, "content.not_utf8"),
            ("8.md", 1, "content.too_large"),
            ("9.md", 9, "content.picture_missing"),
            ("9.md", 9, "content.picture_elsewhere"),
            ("9.md", 11, "content.picture_missing"),
            ("9.md", 11, "content.picture_missing"),
            ("9.md", 11, "content.picture_kind"),
        ],
    )
    assert versions() == [("M9", 1, 1, 0)]
    assert set(Activity.objects.values_list("code", flat=True)) == {"M9"}


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "rahasia.png").write_bytes(PNG)
    folder = write(tmp_path / "isi", {"m9.md": WITH_COLUMNS + "![a](a.png)"})
    (folder / "a.png").symlink_to(tmp_path / "rahasia.png")

    assert taken(folder) == ((1, 0, 0, 0, 1), [("m9.md", 9, "content.picture_missing")])


def test_a_picture_that_is_too_large(tmp_path: Path) -> None:
    folder = write(tmp_path / "isi", {"m9.md": WITH_COLUMNS + "![a](a.png)", "a.png": PNG + b"\0" * 3_000_000})
    assert taken(folder) == ((1, 0, 0, 0, 1), [("m9.md", 9, "content.picture_large")])


def test_more_pictures_than_a_module_needs(tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(51)]
    content = WITH_COLUMNS + "".join(f"![a]({name})" for name in names)
    folder = write(tmp_path / "isi", {"m9.md": content, **dict.fromkeys(names, PNG)})
    assert taken(folder) == ((1, 0, 0, 0, 1), [("m9.md", 1, "content.many_pictures")])


def entry(name: str, *, mode: int = 0o100644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([entry("../m9.md")], "content.unsafe_zip"),
        ([entry("/m9.md")], "content.unsafe_zip"),
        ([entry("a/../../m9.md")], "content.unsafe_zip"),
        ([entry("C:\\m9.md")], "content.unsafe_zip"),
        ([entry("m9.md", mode=0o120777)], "content.unsafe_zip"),
        ([entry("m9.txt")], "content.none"),
        ([], "content.none"),
        ([entry(f"{number}.txt") for number in range(5_001)], "content.huge_zip"),
    ],
    ids=["up", "root", "through", "drive", "link", "none", "empty", "many"],
)
def test_zips_that_are_refused(tmp_path: Path, entries: list[zipfile.ZipInfo], code: str) -> None:
    path = tmp_path / "isi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each in entries:
            archive.writestr(each, WITH_COLUMNS)
    assert refusal(path) == code
    assert versions() == []


def test_a_zip_that_grows_beyond_measure(tmp_path: Path) -> None:
    path = tmp_path / "isi.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("m9.md", WITH_COLUMNS)
        archive.writestr("bom.png", b"\0" * 10_000)
    # What it says of itself is not believed either way: said to be huge it is refused, read it is only up to the limit.
    data = path.read_bytes()
    size = struct.pack("<I", 10_000)
    assert data.count(size) == 2
    path.write_bytes(data.replace(size, struct.pack("<I", 600_000_000)))
    assert refusal(path) == "content.huge_zip"


def test_a_zip_that_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "isi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("m9.md", WITH_COLUMNS)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refusal(path) == "content.locked_zip"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 100])
def test_a_broken_zip(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "isi.zip"
    path.write_bytes(content)
    assert refusal(path) == "content.broken_zip"


def test_a_zip_whose_file_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "isi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("m9.md", WITH_COLUMNS)
    path.write_bytes(path.read_bytes().replace(b"Modul baru", b"Modul BARU"))
    assert refusal(path) == "content.broken_zip"


@pytest.mark.parametrize(
    ("name", "code"), [("tak-ada", "content.no_file"), ("a.pdf", "content.other_type"), ("kosong", "content.none")]
)
def test_paths_that_are_refused(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "kosong").mkdir()
    assert refusal(tmp_path / name) == code


def refusal(path: Path) -> str:
    with pytest.raises(Problem) as refused:
        taken(path)
    assert refused.value.message
    assert refused.value.mend
    return refused.value.code


def test_who_may_not_manage_the_catalogue_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, {"m9.md": WITH_COLUMNS}) / "m9.md"
    pengelola = Actor(kind="account", name="account:1", grants=frozenset({Grant("pengelola", "/1/")}))
    with pytest.raises(Problem) as refused:
        taken(path, actor=pengelola)
    assert refused.value.code == "access.not_allowed"
    assert taken(path, actor=Actor(kind="account", name="account:2", grants=frozenset({Grant("kurator")})))[0] == (
        *(1, 1, 0, 0, 0),
    )


def test_the_command_says_what_is_wrong_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "isi", {"a.md": "---\ncode: M9\nwarna: merah\n---\n# A\n\n## ? q\n- ( ) a\n- ( ) b\n"})
    assert import_content(folder).as_dict() == {"read": 1, "created": 0, "updated": 0, "unchanged": 0, "rejected": 1}
    columns = "code, title, kind, jp, minutes, summary, topics, published_on, complete"
    unknown = f"The front matter knows no “warna”. Known are: {columns}."
    one_right = "A question with one choice needs exactly one right answer."
    mark = "Mark one with (x); when several are right, use [x] and [ ]."
    rejected = tmp_path / "isi.rejected.csv"
    assert capsys.readouterr().err.splitlines() == [
        f"a.md:3: {unknown}",
        f"a.md:7: {one_right} {mark}",
        f"1 files were rejected; see {rejected}",
    ]
    assert rejected.read_text().splitlines() == [
        "line,field,reason,file",
        f'3,,"{unknown}",a.md',
        f'7,,"{one_right} {mark}",a.md',
    ]
    write(folder, {"a.md": WITH_COLUMNS})
    assert import_content(folder).as_dict()["created"] == 1
    assert not rejected.exists()


def test_pictures_are_kept_under_their_content(tmp_path: Path) -> None:
    folder = write(tmp_path / "isi", {"m9.md": WITH_COLUMNS + "![a](a.png)", "a.png": PNG})
    taken(folder)
    [name] = ModuleContent.objects.get().images.values()
    assert [path.name for path in (Path(settings.MEDIA_ROOT) / "modules").iterdir()].count(name) == 1
    assert [is_kept(each) for each in (name, "../" + name, f"{'0' * 64}.png", "a.png")] == [True, False, False, False]
