"""What participants thought, once enough of them have said so."""

from dataclasses import dataclass
from decimal import Decimal

from alur.base.lib import bulk
from alur.evaluation.rules import FEWEST, grade

THOUSANDTH = Decimal("0.001")
BY_ITEM = """
SELECT item, count(*), sum(score), sum(max_score) FROM evaluation_response WHERE activity_id = %s GROUP BY item
ORDER BY min(item)
"""


@dataclass(frozen=True, slots=True)
class Item:
    """What was asked, and how it was answered. share: of the best that could be said."""

    text: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Results:
    """Results of an activity. people: how many answered, 0 while they are too few to tell; items: the worst first."""

    people: int
    share: Decimal
    items: list[Item]

    @property
    def grade(self) -> str:
        """The name of the index."""
        return grade(self.share)


def results(activity_id: int) -> Results:
    """Return what was thought of an activity, in one query. Fewer than five answers tell nothing."""
    rows = bulk.read(BY_ITEM, [activity_id])
    told = [row for row in rows if row[1] >= FEWEST]
    if not told:
        return Results(0, Decimal(0), [])
    items = [Item(text, share(score, most)) for text, _count, score, most in told]
    whole = share(sum(row[2] for row in told), sum(row[3] for row in told))
    return Results(max(row[1] for row in told), whole, sorted(items, key=lambda item: (item.share, item.text)))


def share(score: int, most: int) -> Decimal:
    return (Decimal(int(score)) / Decimal(int(most))).quantize(THOUSANDTH)
