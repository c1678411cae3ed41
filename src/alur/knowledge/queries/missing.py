"""What to write next: what people looked for and did not find."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alur.knowledge.models import Miss
from alur.knowledge.rules.missing import groups

LOOKED_AT, OTHERS_SHOWN = 500, 4


@dataclass(frozen=True, slots=True)
class Missed:
    """Searches that looked for the same. text: the one made most; others: how else it was said; times: of all."""

    text: str
    others: Sequence[str]
    times: int
    last_on: date
    ids: Sequence[int]


def missed() -> list[Missed]:
    """Return what was looked for and not found, what was looked for most first; one query."""
    rows = list(Miss.objects.order_by("-times", "-last_on", "pk")[:LOOKED_AT])
    found = [told([rows[place] for place in group]) for group in groups([row.text for row in rows])]
    return sorted(found, key=lambda each: (-each.times, -each.last_on.toordinal(), each.text))


def told(rows: Sequence[Miss]) -> Missed:
    return Missed(
        text=rows[0].text,
        others=[row.text for row in rows[1 : 1 + OTHERS_SHOWN]],
        times=sum(row.times for row in rows),
        last_on=max(row.last_on for row in rows),
        ids=[row.pk for row in rows],
    )
