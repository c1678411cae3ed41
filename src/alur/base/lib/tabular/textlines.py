"""Lines of a UTF-8 file, none of them longer than memory should bear."""

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem

MOST_BYTES = 16 * 1024 * 1024
BUFFER_BYTES = 1024 * 1024
BOM = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Numbered: TypeAlias = tuple[int, str | Problem]


class TextLines:
    """A file's lines with their numbers, each with its end or the Problem that keeps it from being read.

    size, done: in bytes.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=BUFFER_BYTES)
        self._given_back: deque[Numbered] = deque()
        self._number = 0
        self.size = path.stat().st_size
        self.done = 0

    def __iter__(self) -> Iterator[Numbered]:
        while (line := self.take()) is not None:
            yield line

    def take(self) -> Numbered | None:
        """Return the next line, None after the last."""
        if self._given_back:
            return self._given_back.popleft()
        raw = self._file.readline(MOST_BYTES)
        if not raw:
            return None
        self._number += 1
        self.done += len(raw)
        if self._number == 1:
            raw = first_line(raw)
        return self._number, self._long(raw) if len(raw) >= MOST_BYTES else text(raw)

    def give_back(self, lines: Sequence[Numbered]) -> None:
        """Let lines that were taken come again."""
        self._given_back.extendleft(reversed(lines))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _long(self, raw: bytes) -> str | Problem:
        if raw.endswith(b"\n"):
            return text(raw)
        while raw and not raw.endswith(b"\n"):
            raw = self._file.readline(MOST_BYTES)
            self.done += len(raw)
        return Problem(
            "file.line_too_long",
            _("The line is longer than %(limit)d MB.") % {"limit": MOST_BYTES // 1024 // 1024},
            mend=_("Shorten it; perhaps the file's line ends are lost."),
        )


def text(raw: bytes) -> str | Problem:
    """Return the line as text, or why it is none."""
    if b"\0" in raw:
        return Problem("file.nul", _("The line holds a NUL character."), mend=_("Remove it; it is no text."))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        return Problem(
            "file.not_utf8",
            _("The line is not UTF-8 text: byte %(byte)s at place %(place)d.")
            % {"byte": f"0x{raw[error.start]:02x}", "place": error.start + 1},
            mend=_("Save the file as “CSV UTF-8”, then import it again."),
        )


def first_line(raw: bytes) -> bytes:
    """Return the line without its byte order mark. Raises Problem when the file is no UTF-8 text at all."""
    if raw.startswith(UTF_16):
        raise Problem(
            "file.utf16", _("The file is UTF-16 text."), mend=_("Save it as “CSV UTF-8”, then import it again.")
        )
    return raw.removeprefix(BOM)
