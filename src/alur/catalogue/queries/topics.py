"""Topics of what can be learnt, to choose from."""

import json
from dataclasses import dataclass

from alur.base.lib import bulk, clock
from alur.catalogue.models import Kind

LISTS = """
SELECT DISTINCT CAST(topics AS text) FROM catalogue_activity
WHERE kind = %s AND (published_on IS NULL OR published_on <= %s)
"""
NEVER = "1 = 0"


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of one kind of activity. lists: those that activities have, each once, by its text in the database."""

    lists: dict[str, tuple[str, ...]]

    @property
    def names(self) -> list[str]:
        """All topics by name."""
        return sorted({name for names in self.lists.values() for name in names}, key=str.casefold)

    def holding(self, name: str, column: str) -> tuple[str, list[str]]:
        """Return the condition that a column of topics holds this one, and its parameters."""
        # By whole lists: neither database finds an element of a JSON list in a way the other knows.
        texts = [text for text, names in self.lists.items() if name in names]
        return (f"CAST({column} AS text) IN ({', '.join(['%s'] * len(texts))})" if texts else NEVER), texts


def topics_of(kind: Kind) -> Topics:
    """Return the topics of what is published of a kind; of kinds without a day, of all. One query."""
    rows = bulk.read(LISTS, [kind.value, clock.today()])
    return Topics({text: tuple(json.loads(text)) for (text,) in rows})
