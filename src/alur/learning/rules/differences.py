"""What is other between two texts of a module, word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Comparing takes the square of it in the worst case.
MOST_PARTS = 2_000
UNITS = (TOKEN, LINE, re.compile(r".+", re.DOTALL))
Side = Literal["same", "old", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or one of them alone."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A screen in both. old, new: its number there, 0 where it is missing."""

    old: int
    new: int
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing is other."""
        return all(piece.side == "same" for piece in self.pieces)


def words(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts as one, by words; long ones by lines, and those with too many lines as a whole."""
    parts = ((unit.findall(old), unit.findall(new)) for unit in UNITS)
    before, after = next(each for each in parts if max(map(len, each)) <= MOST_PARTS)
    pieces: list[Piece] = []
    for tag, first, end, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[first:end])))
            continue
        pieces += [Piece("old", "".join(before[first:end]))] if end > first else []
        pieces += [Piece("new", "".join(after[start:stop]))] if stop > start else []
    return tuple(pieces)


def screens(old: Sequence[str], new: Sequence[str]) -> list[Compared]:
    """Return the screens of both in the order in which they are read, each beside the one it was."""
    return [
        Compared(before, after, words(old[before - 1] if before else "", new[after - 1] if after else ""))
        for before, after in beside(old, new)
    ]


def beside(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the screens that belong together, 0 for one that the other text has not."""
    for tag, first, end, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "delete":
            yield from ((place + 1, 0) for place in range(first, end))
        elif tag == "insert":
            yield from ((0, place + 1) for place in range(start, stop))
        else:
            pairs = zip_longest(range(first, end), range(start, stop), fillvalue=-1)
            yield from ((before + 1, after + 1) for before, after in pairs)
