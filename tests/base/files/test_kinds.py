"""What a file is, by its bytes alone, and which part of it a browser asks for."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.files.queries import ending_of
from alur.base.files.rules import Span, Unsatisfiable, span_of


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, content in parts.items():
            out.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def damaged() -> bytes:
    """Return a packed document whose declared type cannot be unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("mimetype", b"application/vnd.oasis.opendocument.text" * 3)
    whole = bytearray(made.getvalue())
    at = whole.index(b"mimetype") + len("mimetype")
    whole[at : at + 8] = b"\xff" * 8
    return bytes(whole)


def bomb() -> bytes:
    """Return a document of a quarter of a megabyte that unpacks to more than 250."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out, out.open("word/document.xml", "w") as part:
        for _ in range(251):
            part.write(bytes(1_000_000))
    return made.getvalue()


DOCX = archive(word__document_dot_xml=b"<w/>")
SAMPLES = {
    b"\x89PNG\r\n\x1a\n" + bytes(40): "png",
    b"\xff\xd8\xff\xe0" + bytes(40): "jpg",
    b"GIF89a" + bytes(40): "gif",
    b"RIFF\x10\0\0\0WEBPVP8 ": "webp",
    b"RIFF\x10\0\0\0WAVEfmt ": "wav",
    b"\0\0\0\x20ftypisom" + bytes(40): "mp4",
    b"\0\0\0\x20ftypM4A " + bytes(40): "m4a",
    b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm": "webm",
    b"OggS\0\x02" + bytes(40): "ogg",
    b"ID3\x03" + bytes(40): "mp3",
    b"\xff\xfb\x90\x44" + bytes(40): "mp3",
    b"WEBVTT\n\n00:00.000 --> 00:02.000\nSelamat datang\n": "vtt",
    b"%PDF-1.7\n": "pdf",
    DOCX: "docx",
    archive(xl__workbook_dot_xml=b""): "xlsx",
    archive(mimetype=b"application/vnd.oasis.opendocument.text"): "odt",
    "\ufeffDaftar periksa – suhu 2–8\u00a0°C 🙂\n".encode(): "txt",
    # None of these is what it says it is, or it brings something along.
    b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>": None,
    b"  <!DOCTYPE html><p>": None,
    b"GIF89a=1;/*<script>*/": None,
    b"%PDF-1.7\n<HTML><body>": None,
    b"WEBVTT\n\n<script>alert(1)</script>\n": None,
    b"WEBVTT\n\n\xff\xfe": None,
    b"MZ\x90\0" + bytes(60): None,
    b"": None,
    b"\0" * 100: None,
    b"PK\x03\x04 broken": None,
    damaged(): None,
    bomb(): None,
    archive(word__document_dot_xml=b"", word__vbaProject_dot_bin=b""): None,
    archive(lain=b""): None,
    b"a\x1b[2Jb": None,
}


@pytest.mark.parametrize(("content", "ending"), SAMPLES.items(), ids=range(len(SAMPLES)))
def test_a_file_is_what_its_bytes_say(content: bytes, ending: str | None) -> None:
    file = io.BytesIO(content)
    assert (ending_of(file, len(content)), file.tell()) == (ending, 0)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_they_are_answered_for(content: bytes) -> None:
    ending_of(io.BytesIO(content), len(content))


MOST = 1_000
RANGES = {
    "": None,
    "bytes=0-0": Span(0, 0),
    "bytes=0-": Span(0, 999),
    "bytes=4000-": Span(4_000, 4_999),
    "bytes=4990-": Span(4_990, 4_999),
    "bytes=10-19": Span(10, 19),
    "bytes=10-999999": Span(10, 4_999),
    "bytes= 10 - 19 ": Span(10, 19),
    "bytes=-1": Span(4_999, 4_999),
    "bytes=-5000": Span(0, 4_999),
    "bytes=-99999": Span(0, 4_999),
    "bytes=19-10": None,
    "bytes=0-1,3-4": None,
    "bytes=a-b": None,
    "bytes=-": None,
    "lines=0-1": None,
    "bytes=0-1;x": None,
    "bytes=" + "9" * 400 + "-": None,
}


@pytest.mark.parametrize(("header", "span"), RANGES.items())
def test_the_part_that_is_asked_for(header: str, span: Span | None) -> None:
    assert span_of(header, 5_000, most=MOST) == span


@pytest.mark.parametrize("header", ["bytes=5000-", "bytes=5000-5001", "bytes=-0", "bytes=99999999999-"])
def test_parts_that_are_not_there(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        span_of(header, 5_000, most=MOST)
