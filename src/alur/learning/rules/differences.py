"""What is other between two texts of a module, screen by screen and word by word. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from alur.base.lib.differing import Piece, words


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
