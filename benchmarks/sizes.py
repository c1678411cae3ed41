"""How much is fed in."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """A size of bench.

    scale: of the demonstration; rows, many_rows: completions in the imported files; rebuild: (times the people, years);
    report_years: of the same people; rounds: pairs of measurements whose middle counts; load_seconds, warm_seconds: of
    each load on a page, and of that before it; users: that ask at once; modules: that each of them can finish;
    attending: people who check in to one session; passages: that are searched.
    """

    name: str
    scale: str
    rows: int
    many_rows: int
    rebuild: tuple[int, int]
    report_years: int
    rounds: int
    load_seconds: float
    warm_seconds: float
    users: int
    modules: int
    attending: int
    passages: int


FULL = Size("full", "full", 31_000, 310_000, (5, 5), 10, 3, 3.0, 1.0, 16, 800, 1_500, 100_000)
SMALL = Size("small", "small", 300, 900, (1, 1), 2, 1, 0.2, 0.1, 2, 20, 12, 200)
SIZES = {"full": FULL, "small": SMALL}


def with_rebuild_slices(size: Size, slices: int) -> Size:
    """Return the size with a rebuild over so many slices, five years at most for the same people."""
    years = min(slices, 5)
    return replace(size, rebuild=(max(1, slices // years), years))
