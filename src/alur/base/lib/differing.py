"""What is other between two texts, word by word. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Comparing takes the square of it in the worst case.
MOST_PARTS = 2_000
# Of a long stretch that both have, so much is shown on either side of what is other.
SHOWN_BESIDE, LEAST_FOLDED = 240, 480
Side = Literal["same", "old", "new", "folded"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or one of them alone; folded: both have it, and it need not be shown."""

    side: Side
    text: str


def words(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts as one, by words; long ones by lines first, and those with too many lines as a whole."""
    before, after = LINE.findall(old), LINE.findall(new)
    head = shared(before, after)
    tail = shared(before[head:][::-1], after[head:][::-1])
    inner = ("".join(before[head : len(before) - tail]), "".join(after[head : len(after) - tail]))
    pieces = [Piece("same", "".join(before[:head])), *compared(*inner)]
    return joined([*pieces, Piece("same", "".join(before[len(before) - tail :]))])


def shared(before: Sequence[str], after: Sequence[str]) -> int:
    """Return with how many parts both begin."""
    pairs = zip(before, after, strict=False)
    return next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))


def compared(old: str, new: str) -> Iterator[Piece]:
    if not (old and new):
        yield from sides(old, new)
    elif fits(TOKEN, old, new):
        for same, before, after in parts(TOKEN.findall(old), TOKEN.findall(new)):
            yield from [Piece("same", before)] if same else sides(before, after)
    elif fits(LINE, old, new):
        for same, before, after in parts(LINE.findall(old), LINE.findall(new)):
            is_short = bool(before and after) and fits(TOKEN, before, after)
            yield from (
                [Piece("same", before)] if same else compared(before, after) if is_short else sides(before, after)
            )
    else:
        yield from sides(old, new)


def fits(unit: re.Pattern[str], *texts: str) -> bool:
    return max(len(unit.findall(text)) for text in texts) <= MOST_PARTS


def parts(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Yield (whether it is the same, how it was, how it is) of stretches, in order."""
    for tag, first, end, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield tag == "equal", "".join(before[first:end]), "".join(after[start:stop])


def sides(old: str, new: str) -> list[Piece]:
    return [Piece("old", old), Piece("new", new)]


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces without empty ones, neighbours of one side as one."""
    grouped = groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.side)
    return tuple(Piece(side, "".join(piece.text for piece in some)) for side, some in grouped)


def folded(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with the middle of long stretches that both have folded away, cut at ends of words."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.side != "same" or len(piece.text) < LEAST_FOLDED + 2 * SHOWN_BESIDE:
            found.append(piece)
            continue
        begin = piece.text.find(" ", SHOWN_BESIDE) + 1 if place else 0
        end = piece.text.rfind(" ", 0, -SHOWN_BESIDE) + 1 if place < len(pieces) - 1 else len(piece.text)
        if end - begin < LEAST_FOLDED:
            found.append(piece)
            continue
        cut = [
            Piece("same", piece.text[:begin]),
            Piece("folded", piece.text[begin:end]),
            Piece("same", piece.text[end:]),
        ]
        found += [each for each in cut if each.text]
    return found
