"""Kinds of file, told by their bytes and never by their names, and the parts of them that browsers ask for. Pure."""

import re
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from zipfile import BadZipFile

HEAD_BYTES = 4_096
MEGABYTE = 1_000_000


class Use(StrEnum):
    """What a file is for: to be looked at, watched, heard, read beside a film, or taken away."""

    PICTURE = "picture"
    VIDEO = "video"
    AUDIO = "audio"
    CAPTIONS = "captions"
    DOCUMENT = "document"


# By the ending under which a file is kept: what it is for, and its media type.
OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, tuple[Use, str]] = {
    "png": (Use.PICTURE, "image/png"),
    "jpg": (Use.PICTURE, "image/jpeg"),
    "gif": (Use.PICTURE, "image/gif"),
    "webp": (Use.PICTURE, "image/webp"),
    "mp4": (Use.VIDEO, "video/mp4"),
    "webm": (Use.VIDEO, "video/webm"),
    "mp3": (Use.AUDIO, "audio/mpeg"),
    "m4a": (Use.AUDIO, "audio/mp4"),
    "ogg": (Use.AUDIO, "audio/ogg"),
    "wav": (Use.AUDIO, "audio/wav"),
    "vtt": (Use.CAPTIONS, "text/vtt; charset=utf-8"),
    "pdf": (Use.DOCUMENT, "application/pdf"),
    "docx": (Use.DOCUMENT, f"{OFFICE}.wordprocessingml.document"),
    "xlsx": (Use.DOCUMENT, f"{OFFICE}.spreadsheetml.sheet"),
    "pptx": (Use.DOCUMENT, f"{OFFICE}.presentationml.presentation"),
    "odt": (Use.DOCUMENT, "application/vnd.oasis.opendocument.text"),
    "ods": (Use.DOCUMENT, "application/vnd.oasis.opendocument.spreadsheet"),
    "odp": (Use.DOCUMENT, "application/vnd.oasis.opendocument.presentation"),
    "txt": (Use.DOCUMENT, "text/plain; charset=utf-8"),
}
# Films and sound have a limit of their own by setting.
MOST_BYTES = {Use.PICTURE: 3 * MEGABYTE, Use.CAPTIONS: MEGABYTE, Use.DOCUMENT: 25 * MEGABYTE}
TEXTS = frozenset({"vtt", "txt"})
ARCHIVE = "zip"
# What reading an archive raises when it is damaged, and besides when it cannot be opened.
DAMAGED = (BadZipFile, EOFError, RuntimeError, NotImplementedError, zlib.error)
BROKEN = (*DAMAGED, OSError, ValueError)
BEGINNINGS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    "wav": re.compile(rb"RIFF.{4}WAVE", re.DOTALL),
    "m4a": re.compile(rb".{4}ftypM4[AB] ", re.DOTALL),
    "mp4": re.compile(rb".{4}ftyp(?:isom|iso[2-9]|mp4[12]|avc1|M4V.|MSNV|dash|3gp\d|qt  )", re.DOTALL),
    "webm": re.compile(rb"\x1aE\xdf\xa3.{0,60}webm", re.DOTALL),
    "ogg": re.compile(rb"OggS\0"),
    "mp3": re.compile(rb"ID3[\x02-\x04]|\xff[\xf2-\xf7\xfa-\xfd]"),
    "pdf": re.compile(rb"%PDF-\d"),
    "vtt": re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT[ \t\r\n]"),
    ARCHIVE: re.compile(rb"PK\x03\x04"),
}
# What a browser could take for a page, whatever else it is.
MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe|object|embed|svg)\b", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
OPEN_TYPES = {KINDS[ending][1].encode(): ending for ending in ("odt", "ods", "odp")}
MACROS = re.compile(r"vbaProject|/Basic/|^Basic/|activeX|\.(?:exe|dll|js|vbs|bat|ps1|scr)$", re.IGNORECASE)
STORED = re.compile(rf"(?P<digest>[0-9a-f]{{64}})\.(?P<ending>{'|'.join(KINDS)})")


def ending_by_head(head: bytes) -> str | None:
    """Return the ending that fits a file's first bytes, ARCHIVE for one to look into, None for others and for texts."""
    if MARKUP.search(head):
        return None
    return next((ending for ending, beginning in BEGINNINGS.items() if beginning.match(head)), None)


def ending_by_parts(names: Collection[str], declared: bytes) -> str | None:
    """Return the ending of a document that is an archive. names: of its parts; declared: its part `mimetype`, or empty.

    None when it is no document, or brings programs along.
    """
    if any(MACROS.search(name) for name in names):
        return None
    return OPEN_TYPES.get(declared) or next((ending for part, ending in PARTS.items() if part in names), None)


def is_plain(text: str) -> bool:
    """Tell whether a text is one to read: no control characters, nothing that a browser could take for a page."""
    return not (MARKUP.search(text.encode()) or CONTROL.search(text))


def use_of(name: str) -> Use:
    """Return what a stored file is for. name: its stored name, or its address."""
    return KINDS[name.rpartition(".")[2]][0]


def content_type(name: str) -> str | None:
    """Return the media type of a stored file, None when the name is none."""
    found = STORED.fullmatch(name)
    return KINDS[found["ending"]][1] if found else None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file: its first and last byte, from 0."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes it has."""
        return self.last - self.first + 1


class Unsatisfiable(Exception):
    """A range that lies outside of the file (RFC 9110, 15.5.17)."""


RANGE = re.compile(r"bytes=\s*(?:(?P<first>\d{1,18})\s*-\s*(?P<last>\d{1,18})?|-\s*(?P<suffix>\d{1,18}))\s*")


def span_of(header: str, size: int, *, most: int) -> Span | None:
    """Return the stretch that a header `Range` asks of a file of size bytes; None: send it whole (RFC 9110, 14.2).

    Several ranges and what cannot be read count as none. most: bytes of an answer to a range without an end, so that a
    film does not hold a place in the server while somebody watches it; browsers ask on. Raises Unsatisfiable.
    """
    found = RANGE.fullmatch(header)
    if found is None:
        return None
    if found["suffix"] is not None:
        length = min(int(found["suffix"]), size)
        if not length:
            raise Unsatisfiable
        return Span(size - length, size - 1)
    first = int(found["first"])
    last = int(found["last"]) if found["last"] is not None else first + most - 1
    if last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return Span(first, min(last, size - 1))
