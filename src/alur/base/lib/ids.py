"""UUIDs made in bulk."""

import builtins
from typing import TYPE_CHECKING
from uuid import UUID, SafeUUID


class QuickUUID(UUID):
    """A UUID that is made in a quarter of the time: of its 32 digits, which SQLite asks for; its number can wait."""

    __slots__ = ("hex",)
    if TYPE_CHECKING:
        hex: str
    else:
        is_safe = SafeUUID.unknown

        @property
        def int(self) -> int:
            return builtins.int(self.hex, 16)

    def __str__(self) -> str:
        digits = self.hex
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def __reduce__(self) -> tuple[type[UUID], tuple[str]]:
        """Let a copy, or what is sent elsewhere, be a plain UUID."""
        return UUID, (self.hex,)


_new, _write_digits = object.__new__, vars(QuickUUID)["hex"].__set__


def uuid_of_digits(digits: str) -> UUID:
    """Return the UUID of 32 hexadecimal digits in lower case."""
    found = _new(QuickUUID)
    _write_digits(found, digits)
    return found
