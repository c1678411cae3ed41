"""UUIDs made in bulk."""

from typing import TYPE_CHECKING
from uuid import UUID, SafeUUID


class QuickUUID(UUID):
    """A UUID that is made in half the time, and that keeps its 32 digits, which SQLite asks for time and again."""

    __slots__ = ("hex",)
    if TYPE_CHECKING:
        hex: str

    def __reduce__(self) -> tuple[type[UUID], tuple[str]]:
        """Let a copy, or what is sent elsewhere, be a plain UUID."""
        return UUID, (self.hex,)


def uuid(number: int) -> UUID:
    """Return the UUID of a number below 2**128."""
    return made(number, f"{number:032x}")


def uuid_of_digits(digits: str) -> UUID:
    """Return the UUID of 32 hexadecimal digits in lower case."""
    return made(int(digits, 16), digits)


def made(number: int, digits: str) -> UUID:
    found = object.__new__(QuickUUID)
    write = object.__setattr__
    write(found, "int", number)
    write(found, "is_safe", SafeUUID.unknown)
    write(found, "hex", digits)
    return found
