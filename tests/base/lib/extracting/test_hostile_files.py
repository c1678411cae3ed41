"""Files that are made to do harm, or broken: each is refused with its reason, within limits, and alone."""

import io
import marshal
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from alur.base.lib.extracting import running
from alur.base.lib.extracting.faults import Fault, fault_of
from alur.base.lib.extracting.opening import escaped
from alur.base.lib.extracting.pages import Limits, tidy
from alur.base.lib.markdown import plain_text
from alur.base.lib.problems import Problem

FILES = Path(__file__).parent / "files"
BRIEF = Limits(seconds=3, wall_seconds=30, memory_bytes=400 * 1_024 * 1_024, output_bytes=100_000)


@pytest.fixture(autouse=True)
def _brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "READING", BRIEF)
    monkeypatch.setattr(running, "DRAWING", BRIEF)


def fault(content: bytes, ending: str) -> Fault:
    with pytest.raises(Problem) as refused:
        running.read(io.BytesIO(content), ending)
    return fault_of(refused.value)


def fault_drawn(content: bytes, ending: str) -> Fault:
    with pytest.raises(Problem) as refused:
        running.draw(io.BytesIO(content), ending, 1)
    return fault_of(refused.value)


def repacked(name: str, part: str, content: bytes) -> bytes:
    """Return a document with one of its parts replaced."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(FILES / name) as given_file,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for each in given_file.namelist():
            out.writestr(each, content if each == part else given_file.read(each))
    return made.getvalue()


def pdf_of(objects: list[bytes]) -> bytes:
    """Return a PDF of objects numbered from 1, the first its catalogue."""
    body = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return body + head + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(content), content)


def laughing() -> bytes:
    """Return a page that shows a form ten times, which shows another ten times, and so on: a billion in the end."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream(b"/F Do " * 10)]
    for number in range(5, 14):
        more = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</F %d 0 R>>>>" % (number + 1)
        objects.append(stream(b"/F Do " * 10, more))
    return pdf_of([*objects, stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]")])


def huge_picture() -> bytes:
    """Return a PNG of a few hundred bytes that says it is 60,000 points wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(60_000))) + chunk(b"IEND", b"")


def of_pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_500_pages_are_taken_and_501_are_not() -> None:
    assert len(running.read(io.BytesIO(of_pages(500)), "pdf")) == 500
    assert fault(of_pages(501), "pdf") is Fault.MANY_PAGES


def test_a_password_is_told() -> None:
    assert fault((FILES / "terkunci.pdf").read_bytes(), "pdf") is Fault.LOCKED


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "pptx", "png", "jpg"])
def test_nothing_is_no_file(ending: str) -> None:
    assert fault(b"", ending) is Fault.DAMAGED


@pytest.mark.parametrize("name", ["pedoman.docx", "gudang.xlsx", "salindia.pptx", "foto.png"])
def test_half_a_file_is_damaged(name: str) -> None:
    whole = (FILES / name).read_bytes()
    assert fault(whole[: len(whole) // 2], name.rpartition(".")[2]) is Fault.DAMAGED


def test_a_pdf_that_is_cut_off_is_damaged() -> None:
    assert fault((FILES / "pedoman.pdf").read_bytes()[:9_000], "pdf") is Fault.DAMAGED


def test_pages_that_hold_themselves_are_damaged() -> None:
    loop = pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]/Count 400>>"])
    assert fault(loop, "pdf") is Fault.DAMAGED


def test_a_page_without_end_is_ended() -> None:
    assert fault_drawn(laughing(), "pdf") in (Fault.SLOW, Fault.HEAVY)


def test_a_document_that_unpacks_to_much_is_ended() -> None:
    paragraph = b"<w:p><w:r><w:t>bom bom bom bom</w:t></w:r></w:p>"
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    bomb = repacked("pedoman.docx", "word/document.xml", head + paragraph * 3_000_000 + b"</w:body></w:document>")
    assert len(bomb) < 1_000_000
    assert fault(bomb, "docx") in (Fault.HEAVY, Fault.SLOW)


def test_entities_are_not_unfolded() -> None:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (each, b"&e%d;" % (each - 1) * 10) for each in range(1, 10))
    head = b'<!DOCTYPE d [<!ENTITY e0 "ha">%s]>' % entities
    body = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        b"&e9;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert fault(repacked("pedoman.docx", "word/document.xml", head + body), "docx") is Fault.DAMAGED


def test_a_file_on_the_machine_is_not_brought_in() -> None:
    head = b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    body = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        b"&e;</w:t></w:r></w:p></w:body></w:document>"
    )
    pages = running.read(io.BytesIO(repacked("pedoman.docx", "word/document.xml", head + body)), "docx")
    assert "root" not in "".join(page.text for page in pages)


def test_more_text_than_is_searched_is_refused() -> None:
    long = "\n".join(["Kalimat yang panjang sekali."] * 6_000)
    assert fault(long.encode(), "txt") is Fault.MUCH_TEXT


def test_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    assert len(huge_picture()) < 1_000
    assert fault(huge_picture(), "png") is Fault.LARGE_PICTURE
    assert fault_drawn(huge_picture(), "png") is Fault.LARGE_PICTURE


def test_a_picture_that_is_something_else_is_damaged() -> None:
    assert fault(b"%!PS-Adobe-3.0 EPSF-3.0\n", "png") is Fault.DAMAGED


@given(st.text())
def test_what_is_read_can_be_kept(text: str) -> None:
    kept = tidy(text)
    assert all(each == "\n" or each.isprintable() for each in kept)
    kept.encode()
    assert tidy(kept) == kept


@given(st.text(alphabet="abc 1.-+=#*_`<>[]|~&!\\()\"'", max_size=40))
def test_text_in_markdown_reads_as_it_was(text: str) -> None:
    assert plain_text(escaped(text)) == " ".join(text.split())


@pytest.mark.parametrize(("name", "ending"), [("pedoman.docx", "docx"), ("terkunci.pdf", "pdf"), ("foto.png", "png")])
def test_what_python_keeps_of_modules_is_whole(tmp_path: Path, name: str, ending: str) -> None:
    limits = [str(each) for each in (30, BRIEF.memory_bytes, 1_000)]
    command = [sys.executable, "-I", "-X", f"pycache_prefix={tmp_path}", "-m", running.CHILD, *limits, "read", ending]
    subprocess.run(command, input=(FILES / name).read_bytes(), capture_output=True, check=False)
    kept = list(tmp_path.rglob("*.pyc"))
    assert kept
    for each in kept:
        marshal.loads(each.read_bytes()[16:])  # noqa: S302 - what our own Python has just kept
