"""Where module files come from: a file, a folder, a ZIP. Nothing outside of them is ever read."""

import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol
from zipfile import ZipFile, ZipInfo

from django.utils.translation import gettext as _

from alur.base.files.rules import BROKEN, DAMAGED
from alur.base.lib.counts import written
from alur.base.lib.problems import Problem

ENDING = ".md"
MOST_ENTRIES = 5_000
MOST_BYTES = 500_000_000
ENCRYPTED = 0x1


class Package(Protocol):
    """Files by name, with `/` between folders."""

    def names(self) -> list[str]:
        """Return the names of the module files, in order."""

    def read(self, name: str, *, most: int) -> bytes | None:
        """Return a file's bytes, at most one more than `most`; None when there is no such file."""

    def size(self, name: str) -> int | None:
        """Return how many bytes a file has, None when there is none of this name."""

    def opened(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """Open a file that is there."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, or one file of it (only)."""

    root: Path
    only: str = ""

    def names(self) -> list[str]:
        if self.only:
            return [self.only]
        found = (path.relative_to(self.root) for path in self.root.rglob(f"*{ENDING}") if path.is_file())
        return sorted(path.as_posix() for path in found if not is_hidden(path.as_posix()))

    def read(self, name: str, *, most: int) -> bytes | None:
        if self.size(name) is None:
            return None
        with self.opened(name) as file:
            return file.read(most + 1)

    def size(self, name: str) -> int | None:
        path = (self.root / name).resolve()
        # A link may not lead out of the folder either.
        is_inside = path.is_relative_to(self.root.resolve()) and path.is_file()
        return path.stat().st_size if is_inside else None

    def opened(self, name: str) -> AbstractContextManager[IO[bytes]]:
        return (self.root / name).resolve().open("rb")


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP that was found sound."""

    zip: ZipFile

    def names(self) -> list[str]:
        names = (entry.filename for entry in self.zip.infolist() if not entry.is_dir())
        return sorted(name for name in names if name.lower().endswith(ENDING) and not is_hidden(name))

    def read(self, name: str, *, most: int) -> bytes | None:
        try:
            with self.zip.open(name) as file:
                return file.read(most + 1)
        except KeyError:
            return None
        except BROKEN as error:
            raise broken(Path(self.zip.filename or "")) from error

    def size(self, name: str) -> int | None:
        try:
            return self.zip.getinfo(name).file_size
        except KeyError:
            return None

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self.zip.open(name) as file:
                yield file
        except DAMAGED as error:
            raise broken(Path(self.zip.filename or "")) from error


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a file `.md`, a folder or a ZIP. Raises Problem saying what is wrong with it."""
    if path.is_dir():
        yield Folder(path)
    elif not path.is_file():
        raise Problem(
            "content.no_file",
            _("“%(path)s” is not there.") % {"path": path},
            mend=_("Check the path; it may be a file .md, a folder or a ZIP."),
        )
    elif path.suffix.lower() == ENDING:
        yield Folder(path.parent, only=path.name)
    elif path.suffix.lower() == ".zip":
        with archive(path) as made:
            yield made
    else:
        raise Problem(
            "content.other_type",
            _("“%(path)s” is neither a file .md nor a folder nor a ZIP.") % {"path": path},
            mend=_("Write each module as a Markdown file; docs/modules.md shows one."),
        )


@contextmanager
def archive(path: Path) -> Iterator[Archive]:
    try:
        opened_zip = ZipFile(path)
    except BROKEN as error:
        raise broken(path) from error
    with opened_zip:
        entries = opened_zip.infolist()
        for entry in entries:
            refuse_unsafe(entry)
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise Problem(
                "content.huge_zip",
                _("The ZIP holds more than %(entries)s files or %(megabytes)s MB.")
                % {"entries": written(MOST_ENTRIES), "megabytes": MOST_BYTES // 1_000_000},
                mend=_("Divide it into several."),
            )
        yield Archive(opened_zip)


def refuse_unsafe(entry: ZipInfo) -> None:
    """Raise Problem for an entry that would lie outside the archive, is a link or is locked."""
    name = entry.filename
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    is_outside = name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts
    if is_link or is_outside or "\0" in entry.orig_filename:
        raise Problem(
            "content.unsafe_zip",
            _("The ZIP holds “%(name)s”, which leads out of it.") % {"name": name},
            mend=_("Pack the folder again, with plain files only."),
        )
    if entry.flag_bits & ENCRYPTED:
        raise Problem(
            "content.locked_zip", _("The ZIP has a password."), mend=_("Pack the folder again, without a password.")
        )


def broken(path: Path) -> Problem:
    return Problem(
        "content.broken_zip",
        _("“%(path)s” is no whole ZIP.") % {"path": path},
        mend=_("Send or pack it again."),
    )


def is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def beside(name: str, reference: str) -> str | None:
    """Return the name of what a file refers to, None when that lies outside of the package."""
    parts: list[str] = list(PurePosixPath(name).parent.parts)
    for part in PurePosixPath(reference).parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part == "/":
            return None
        else:
            parts.append(part)
    return "/".join(parts)
