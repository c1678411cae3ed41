"""What somebody writes down or ticks for herself."""

from collections.abc import Sequence

LONGEST_TEXT = 5_000
SEPARATOR = ","


def written(values: Sequence[str]) -> str:
    """Return what a form gave for a text: without what cannot be printed, not too long."""
    text = (values[0] if values else "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in text if each == "\n" or each.isprintable()).strip()[:LONGEST_TEXT]


def ticked(values: Sequence[str], *, count: int) -> str:
    """Return the numbers of the ticked things, of which there are count, as text."""
    known = {str(number) for number in range(1, count + 1)}
    return SEPARATOR.join(sorted(known & set(values), key=int))


def ticks(text: str) -> frozenset[int]:
    """Return the numbers in what `ticked` wrote."""
    return frozenset(int(part) for part in text.split(SEPARATOR) if part.isdecimal())
