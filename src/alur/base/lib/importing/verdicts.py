"""What became of a row that was handed to a service."""

from collections import Counter
from collections.abc import Iterable
from enum import Enum, StrEnum
from typing import TypeAlias

from alur.base.lib.problems import Problem


class Change(StrEnum):
    """A row that was taken in, or was there already."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


Verdict: TypeAlias = Change | Problem


class Keep(Enum):
    """Stands for a value that a row does not speak of, so that what is stored stays."""

    KEEP = "keep"


KEEP = Keep.KEEP


def changes(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Return how many rows were created and updated, without those that were not, for the audit trail."""
    return dict(Counter(str(verdict) for verdict in verdicts if verdict in (Change.CREATED, Change.UPDATED)))
