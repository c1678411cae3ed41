"""Keeps files under the name of their content, each once. Who may do so is for the services that call these."""

import errno
import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from alur.base.files.queries import folder, place
from alur.base.lib.problems import Problem

CHUNK_BYTES = 1_000_000
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Whole(File):  # type: ignore[type-arg]
    """A file that lies on the disk already, so that a storage on the same disk only has to rename it."""

    def temporary_file_path(self) -> str:
        """Return where it lies, as Django's own uploads do."""
        return str(self.name)


def keep(file: IO[bytes], ending: str, *, most: int) -> str:
    """Keep a file and return its name. What is kept is whole, also when power fails; what is refused leaves nothing.

    ending: as queries.ending_of found it; most: bytes. Raises Problem `files.too_large` (413), `files.no_room` (507).
    """
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=folder(), prefix=".part-", delete=False) as part:
        try:
            digest = copy(file, part, most)
            name = f"{digest}.{ending}"
            if not default_storage.exists(place(name)):
                part.seek(0)
                default_storage.save(place(name), Whole(part, name=part.name))
        except OSError as error:
            if error.errno not in FULL:
                raise
            raise no_room() from error
        finally:
            Path(part.name).unlink(missing_ok=True)
    return name


def copy(file: IO[bytes], part: IO[bytes], most: int) -> str:
    """Copy a file piece by piece and return the digest of its content."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK_BYTES):
        size += len(chunk)
        if size > most:
            raise too_large(most)
        digest.update(chunk)
        part.write(chunk)
    part.flush()
    os.fsync(part.fileno())
    return digest.hexdigest()


def too_large(most: int) -> Problem:
    """Return the Problem of a file that is larger than allowed. most: in bytes."""
    return Problem(
        "files.too_large",
        _("The file is larger than %(most)s MB.") % {"most": most // CHUNK_BYTES},
        mend=_("Make it smaller, or ask the administrator for a higher limit."),
        status=413,
    )


def no_room() -> Problem:
    return Problem(
        "files.no_room",
        _("There is no room left for the file on the server."),
        mend=_("Tell the administrator, and send it again later. Nothing else was changed."),
        status=507,
    )
