"""Documents: values are text and nothing else, what cannot be set is told, and a rush waits."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from alur.base.lib import typesetting
from alur.base.lib.problems import Problem
from alur.base.lib.typesetting import pdf_bytes

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
TEMPLATE = '#set text(font: "Libertinus Serif")\n#let it = json(bytes(sys.inputs.values))\n#it.name #it.rows.len()'


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "one.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def text(made: bytes) -> str:
    return PdfReader(BytesIO(made)).pages[0].extract_text()


@pytest.mark.parametrize(
    "name", ['#read("/etc/passwd")', "$x$ *b* _i_ [c] \\ // /* @a <b>", "Sari\u202e\x00 \u0007Wulan"]
)
def test_values_are_text(template: Path, name: str) -> None:
    shown = "".join(each for each in name if each not in "\u202e\x00\u0007")

    assert text(pdf_bytes(template, {"name": name, "rows": [1, 2]}, made_at=NOON)) == f"{shown} 2"


def test_the_same_values_make_the_same_document(template: Path) -> None:
    first, second = (pdf_bytes(template, {"name": "Sari", "rows": []}, made_at=NOON) for _ in range(2))

    assert first == second


def test_a_template_at_fault_is_named(template: Path) -> None:
    with pytest.raises(RuntimeError, match=r"one\.typ cannot be set: .*dictionary does not contain key"):
        pdf_bytes(template, {"name": "Sari"}, made_at=NOON)


def test_what_takes_too_long_is_told(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "LONGEST_SECONDS", 0.05)
    template.write_text("#for n in range(100000) { lorem(100) }", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        pdf_bytes(template, {}, made_at=NOON)

    assert (caught.value.code, caught.value.status) == ("typesetting.too_long", 503)


def test_a_rush_waits_and_then_is_told(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "LONGEST_SECONDS", 0.05)
    for _ in range(2):
        typesetting.AT_ONCE.acquire()
    try:
        with pytest.raises(Problem):
            pdf_bytes(template, {"name": "Sari", "rows": []}, made_at=NOON)
    finally:
        for _ in range(2):
            typesetting.AT_ONCE.release()
