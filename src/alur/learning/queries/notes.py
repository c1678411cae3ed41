"""What somebody keeps for herself in a module. Asked for nobody but herself."""

from collections.abc import Collection
from dataclasses import dataclass

from alur.learning.models import Note
from alur.learning.rules.notes import ticks
from alur.people.models import Employee


@dataclass(frozen=True, slots=True)
class Hers:
    """A note of hers. text: what she wrote, or the numbers that she ticked."""

    text: str

    @property
    def ticks(self) -> frozenset[int]:
        """The numbers of the things that she ticked."""
        return ticks(self.text)


NOTHING = Hers("")


def notes(employee: Employee | None, activity_id: int, keys: Collection[str]) -> dict[str, Hers]:
    """Return her notes by key, NOTHING where she has none. One query, none without keys."""
    found = dict.fromkeys(keys, NOTHING)
    if employee and keys:
        rows = Note.objects.filter(employee=employee, activity_id=activity_id, key__in=keys)
        found.update({key: Hers(text) for key, text in rows.values_list("key", "text")})
    return found
