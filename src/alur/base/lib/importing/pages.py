"""Lines of a file, parsed and ready to be put, so many at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

from alur.base.lib.importing.kinds import Kind
from alur.base.lib.problems import Problem, RejectedRow, as_row
from alur.base.lib.tabular import Line

R = TypeVar("R")


@dataclass(slots=True)
class Page(Generic[R]):
    """What lines have come to.

    read: how many they were; lines, rows: those that make a row, place by place; refused: those that make none;
    doubts: number and what is odd about it, of a line that is taken in all the same.
    """

    read: int
    lines: Sequence[Line]
    rows: Sequence[R]
    refused: list[RejectedRow] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)


def pages(kind: Kind[R], lines: Iterable[Line]) -> Iterator[Page[R]]:
    """Yield all lines in pages as large as the kind says."""
    iterator = iter(lines)
    while lines := list(islice(iterator, kind.batch_rows)):
        found = [page(kind, lines)]
        del lines
        yield found.pop()  # so that it is not held here while it is put


def page(kind: Kind[R], lines: Sequence[Line]) -> Page[R]:
    """Return what lines come to."""
    parse, doubt = kind.parse, kind.doubt
    kept: list[Line] = []
    rows: list[R] = []
    found = Page[R](len(lines), kept, rows)
    for line in lines:
        try:
            row = parse(readable(line))
        except Problem as problem:
            found.refused.append(as_row(problem, line=line.number, row=line.values))
            continue
        kept.append(line)
        rows.append(row)
        if doubt and (words := doubt(row)):
            found.doubts.append((line.number, words))
    return found


def readable(line: Line) -> dict[str, str]:
    """Return a line's values. Raises Problem when it could not be read."""
    if line.problem is not None:
        raise line.problem
    return line.values
