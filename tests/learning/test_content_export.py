"""Contents written as files: taken in again, they change nothing."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from alur.base.lib.problems import Problem
from alur.cli import demo
from alur.cli.content import import_content, write
from alur.learning.models import ModuleContent
from alur.learning.queries.files import codes_with_content, module_file
from tests.imports import empty_store, take
from tests.learning.desk import furnish
from tests.learning.test_content_import import PNG

pytestmark = pytest.mark.django_db
PICTURED = """\
---
code: M7
title: "Gambar: di mana-mana"
kind: e-learning
jp: 1.5
minutes: 30
summary: "Baris satu\\nbaris dua"
topics: Label;Klaim
published_on: 2026-01-05
complete:
  screens: 1
  questions: 100
---

# Satu

![a](gambar/a%20b.png) ![b](../../umum/b.png) ![c](c.png)

## ? Tulis
- = a
"""


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store():
        furnish()
        yield


def export(code: str, folder: Path) -> Path:
    file = module_file(code)
    assert file is not None
    return write(file, code, folder)


def test_a_module_is_written_as_it_would_be_typed(tmp_path: Path) -> None:
    package = tmp_path / "isi"
    for name in ("x/y/gambar/a b.png", "umum/b.png", "x/y/c.png"):
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PNG + name.encode())
    (package / "x/y/m7.md").write_text(PICTURED, encoding="utf-8")
    assert import_content(package).created == 1

    path = export("M7", tmp_path / "keluar")
    assert path.relative_to(tmp_path / "keluar").as_posix() == "M7/isi/isi/M7.md"
    assert path.read_text(encoding="utf-8") == PICTURED.replace("jp: 1.5", "jp: 1.50")
    written = {each.relative_to(tmp_path / "keluar/M7").as_posix() for each in path.parents[2].rglob("*.png")}
    assert written == {"isi/isi/gambar/a b.png", "umum/b.png", "isi/isi/c.png"}
    assert import_content(tmp_path / "keluar").as_dict() == {
        "read": 1,
        "created": 0,
        "updated": 0,
        "unchanged": 1,
        "rejected": 0,
    }


def test_all_of_the_demonstration_comes_back_unchanged(tmp_path: Path) -> None:
    modules = "".join(f"{path.stem},T,1,2022-01-03\n" for path in demo.contents(until=date.max))
    take(tmp_path, "modules", f"code,title,jp,published_on\n{modules}")
    for path in demo.contents(until=date.max):
        import_content(path)
    before = list(ModuleContent.objects.order_by("pk").values_list("digest", flat=True))
    codes = codes_with_content()
    assert codes == sorted(["M1", *(path.stem for path in demo.contents(until=date.max))])
    for code in codes:
        export(code, tmp_path / "keluar")

    assert import_content(tmp_path / "keluar").unchanged == len(codes)
    assert list(ModuleContent.objects.order_by("pk").values_list("digest", flat=True)) == before


def test_what_was_changed_elsewhere_is_written_as_it_is_now(tmp_path: Path) -> None:
    take(tmp_path, "modules", "code,title,jp,published_on,summary\nM1,Judul baru,2.25,2022-01-03,Ringkas\n")
    lines = export("M1", tmp_path).read_text(encoding="utf-8").splitlines()[:9]
    assert lines == [
        "---",
        "code: M1",
        "title: Judul baru",
        "kind: microlearning",
        f"jp: {Decimal('2.25')}",
        "summary: Ringkas",
        "published_on: 2022-01-03",
        "complete:",
        "  screens: all",
    ]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    export("M1", tmp_path)
    with pytest.raises(Problem) as refused:
        export("M1", tmp_path)
    assert refused.value.code == "content.export_exists"
    assert module_file("M404") is None
