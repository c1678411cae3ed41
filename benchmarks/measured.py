"""What was measured beside what, and the table of it."""

from collections.abc import Sequence
from dataclasses import dataclass

THOUSAND = 1000
HEAD = ("what", "database", "Alur", "baseline", "ratio", "goal", "met")


@dataclass(frozen=True)
class Goal:
    """What a value must reach. Exactly one limit is given."""

    at_least: float | None = None
    at_most: float | None = None

    def is_met(self, value: float) -> bool:
        """Tell whether the value is good enough."""
        return value >= self.at_least if self.at_least is not None else value <= (self.at_most or 0)

    def __str__(self) -> str:
        return f"≥ {self.at_least:,g}" if self.at_least is not None else f"≤ {self.at_most:,g}"


@dataclass(frozen=True)
class Measured:
    """One line of the table.

    alur, baseline: with their units; value: what the goal is about; goal: None when the line only explains another.
    """

    what: str
    database: str
    alur: str
    baseline: str
    value: float
    goal: Goal | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the line's texts."""
        met = "" if self.goal is None else "yes" if self.goal.is_met(self.value) else "NO"
        shown = f"{self.value:,.0f}" if self.value >= THOUSAND else f"{self.value:.3g}"
        return (self.what, self.database, self.alur, self.baseline, shown, str(self.goal or ""), met)


def table(lines: Sequence[Measured]) -> str:
    """Return lines as a Markdown table, aligned for the terminal."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([texts[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *texts[1:]])
