"""UUIDs made in bulk."""

from typing import TYPE_CHECKING
from uuid import UUID, SafeUUID


class QuickUUID(UUID):
    """A UUID that is made in half the time, and that keeps its 32 digits, which SQLite asks for time and again."""

    __slots__ = ("hex",)
    if TYPE_CHECKING:
        hex: str


def uuid(number: int) -> UUID:
    """Return the UUID of a number below 2**128."""
    return uuid_of_digits(f"{number:032x}")


def uuid_of_digits(digits: str) -> UUID:
    """Return the UUID of 32 hexadecimal digits in lower case."""
    made = object.__new__(QuickUUID)
    object.__setattr__(made, "int", int(digits, 16))
    object.__setattr__(made, "is_safe", SafeUUID.unknown)
    object.__setattr__(made, "hex", digits)
    return made
