"""The one file of a backup: a plain tar, its manifest last, so that a broken off one is known at once."""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from alur.base.lib.problems import Problem
from alur.cli.keeping.manifest import Manifest, Part, decode, encode

MANIFEST = "manifest.json"
KEY = "secret.key"
FILES = "files/"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
BLOCK_BYTES = 1024 * 1024
MOST_MANIFEST_BYTES = 256 * BLOCK_BYTES
OWNER_READS = 0o600


class Hashing:
    """Reads a file and remembers what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._hash = hashlib.sha256()
        self.size_bytes = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        block = self._source.read(size)
        self._hash.update(block)
        self.size_bytes += len(block)
        return block

    def part(self) -> Part:
        """Return what was read, as the manifest names it."""
        return Part(self._hash.hexdigest(), self.size_bytes)


class Writer:
    """Adds files to a backup."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.parts: dict[str, Part] = {}

    def add(self, name: str, path: Path) -> None:
        """Add a file."""
        with path.open("rb") as source:
            info = tarfile.TarInfo(name)
            info.size = os.fstat(source.fileno()).st_size
            self._put(info, source)

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a small file."""
        info = tarfile.TarInfo(name)
        info.size = len(content)
        self._put(info, io.BytesIO(content))

    def seal(self, manifest: Manifest) -> None:
        """Add the manifest, which ends the backup."""
        self.add_bytes(MANIFEST, encode(manifest))

    def _put(self, info: tarfile.TarInfo, source: IO[bytes]) -> None:
        info.mode = OWNER_READS
        hashing = Hashing(source)
        self._tar.addfile(info, hashing)
        self.parts[info.name] = hashing.part()


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """Write a backup beside its place and move it there when it is whole; nothing is left of one that fails."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with made(draft) as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def made(path: Path) -> IO[bytes]:
    """Return a new file that only we may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_READS), "wb")


def verified(path: Path) -> Manifest:
    """Read the whole backup and return its manifest. Raises Problem when it is broken, tampered with or no backup."""
    with opened(path) as tar:
        parts: dict[str, Part] = {}
        manifest: Manifest | None = None
        for info in members(tar):
            if manifest is not None or info.name in parts:
                raise tampered(info.name)
            if info.name == MANIFEST:
                manifest = decode(content(tar, info, most=MOST_MANIFEST_BYTES))
            else:
                parts[info.name] = hashed(tar, info)
    if manifest is None:
        raise broken_off()
    for name in sorted(parts.keys() | manifest.parts.keys()):
        if parts.get(name) != manifest.parts.get(name):
            raise tampered(name)
    if DATABASES.get(manifest.kind) not in parts or KEY not in parts:
        raise tampered(MANIFEST)
    return manifest


def extracted(path: Path, *, into: Path) -> None:
    """Write the parts of a verified backup into a folder that is ours alone."""
    with opened(path) as tar:
        for info in members(tar):
            target = into / info.name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            source = tar.extractfile(info)
            with made(target) as file:
                while source and (block := source.read(BLOCK_BYTES)):
                    file.write(block)


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError) as error:
        raise Problem(
            "backup.unreadable",
            f"{path} cannot be read as a backup: {error}.",
            field="PATH",
            mend="Name a file that `alur backup` wrote; if it is one, it was cut short or damaged: take another.",
        ) from error


def members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Yield the files. Raises Problem on anything else, and on names that would lead out of the folder."""
    for info in tar:
        name = PurePosixPath(info.name)
        is_ours = info.name in {MANIFEST, KEY, *DATABASES.values()} or info.name.startswith(FILES)
        if not info.isreg() or not is_ours or name.is_absolute() or ".." in name.parts or str(name) != info.name:
            raise tampered(info.name)
        yield info


def content(tar: tarfile.TarFile, info: tarfile.TarInfo, *, most: int) -> bytes:
    source = tar.extractfile(info)
    if source is None or info.size > most:
        raise tampered(info.name)
    return source.read()


def hashed(tar: tarfile.TarFile, info: tarfile.TarInfo) -> Part:
    source = tar.extractfile(info)
    if source is None:
        raise tampered(info.name)
    hashing = Hashing(source)
    while hashing.read(BLOCK_BYTES):
        pass
    return hashing.part()


def tampered(name: str) -> Problem:
    return Problem(
        "backup.tampered",
        f"“{name}” in the backup is not what its manifest says.",
        field="PATH",
        mend="The file was damaged or changed: take another backup.",
    )


def broken_off() -> Problem:
    return Problem(
        "backup.broken_off",
        "The backup has no manifest: writing or copying it was broken off.",
        field="PATH",
        mend="Copy it again, or take another backup.",
    )
