"""Lines of a file."""

from collections.abc import Sequence
from typing import TypeAlias

Line: TypeAlias = tuple[int, str]  # its number in the file, from 1, and its text


def numbered(text: str) -> list[Line]:
    """Return the lines of a text, whatever ends them."""
    return list(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1))


def trimmed(lines: Sequence[str]) -> str:
    """Return lines as a text, without the empty ones around it and white space that says nothing at their ends."""
    kept = [bare(line) for line in lines]
    while kept and not kept[-1]:
        kept.pop()
    first = next((place for place, line in enumerate(kept) if line), 0)
    return "\n".join(kept[first:]).rstrip()


def bare(line: str) -> str:
    # Two spaces at its end break a line in Markdown; other white space there does nothing.
    text = line.rstrip()
    return f"{text}  " if text and line.endswith("  ") else text
