"""What became of a row that was handed to a service."""

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
