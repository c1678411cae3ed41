"""Files that were kept, found by the names of their content, and what files are before they are kept."""

from pathlib import Path
from typing import IO
from zipfile import ZipFile

from django.conf import settings
from django.core.files.storage import default_storage

from alur.base.files.rules import (
    ARCHIVE,
    BROKEN,
    HEAD_BYTES,
    MEGABYTE,
    MOST_BYTES,
    TEXTS,
    Use,
    content_type,
    ending_by_head,
    ending_by_parts,
    is_plain,
    use_of,
)

FOLDER = "modules"
LONGEST_TYPE = 100
MOST_PARTS = 10_000
# A document of many small parts unpacks to some ten times its size; what goes far beyond that is made to do harm.
MOST_UNPACKED_BYTES = 10 * MOST_BYTES[Use.DOCUMENT]


def place(name: str) -> str:
    """Return where a file lies in the storage."""
    return f"{FOLDER}/{name}"


def folder() -> Path:
    """Return the folder of all files."""
    return Path(default_storage.path(FOLDER))


def is_kept(name: str) -> bool:
    """Tell whether there is a file of this name."""
    return content_type(name) is not None and default_storage.exists(place(name))


def opened(name: str) -> IO[bytes]:
    """Open a file that is kept."""
    return default_storage.open(place(name), "rb")


def size_bytes(name: str) -> int:
    """Return the size of a file, 0 when it is not kept."""
    return default_storage.size(place(name)) if is_kept(name) else 0


def most_bytes(use: Use) -> int:
    """Return how large a file may be by what it is for."""
    return MOST_BYTES.get(use, largest_bytes())


def largest_bytes() -> int:
    """Return how large any file may be."""
    return max(int(settings.LARGEST_FILE_MB) * MEGABYTE, *MOST_BYTES.values())


def ending_of(file: IO[bytes], size: int) -> str | None:
    """Return the ending that fits a file's content, None when it is of no kind that is kept. size: in bytes.

    The file is left at its beginning. Of films only the first bytes are read, of a text the whole.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    ending = ending_by_head(head)
    if ending == ARCHIVE:
        ending = document_in(file) if size <= most_bytes(Use.DOCUMENT) else None
    elif ending is None or ending in TEXTS:
        ending = text_in(file, size, ending or "txt")
    file.seek(0)
    return ending


def document_in(file: IO[bytes]) -> str | None:
    try:
        with ZipFile(file) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED_BYTES:
                return None
            names = set(parts.namelist()[:MOST_PARTS])
            if "mimetype" not in names:
                return ending_by_parts(names, b"")
            with parts.open("mimetype") as declared:
                return ending_by_parts(names, declared.read(LONGEST_TYPE).strip())
    except BROKEN:
        return None


def text_in(file: IO[bytes], size: int, ending: str) -> str | None:
    if not 0 < size <= most_bytes(use_of(ending)):
        return None
    file.seek(0)
    try:
        text = file.read(size).decode()
    except UnicodeDecodeError:
        return None
    return ending if is_plain(text) else None
