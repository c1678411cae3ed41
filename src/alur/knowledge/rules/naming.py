"""How the units are named that an item is for. Pure."""

from collections.abc import Iterable

AND_BELOW = "+"  # after a unit: and all below it


def named(texts: Iterable[str]) -> dict[str, bool]:
    """Return whether all below are meant, by unit: `A`, or `A+` with all below. Named both ways, it is the wider."""
    found: dict[str, bool] = {}
    for text in texts:
        unit = text.removesuffix(AND_BELOW)
        found[unit] = found.get(unit, False) or text.endswith(AND_BELOW)
    return found


def name(unit: str, *, with_below: bool) -> str:
    """Return how a unit is named."""
    return f"{unit}{AND_BELOW}" if with_below else unit
