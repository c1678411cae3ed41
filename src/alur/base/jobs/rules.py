"""What a job is: a named piece of background work, when it is due, how often it is tried. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

Id: TypeAlias = int | str
FIRST_PAUSE_SECONDS = 10
GROWTH = 4
LONGEST_PAUSE_SECONDS = 3600
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Job:
    """A named piece of work.

    every or cron: when it is due by itself, neither: only when asked for; tries: how many before it counts as failed;
    timeout_seconds: after which a try is broken off.
    """

    name: str
    work: Callable[..., object]
    every: timedelta | None = None
    cron: str = ""
    tries: int = 5
    timeout_seconds: int = 600

    def __post_init__(self) -> None:
        if self.every is not None and (self.every < MINUTE or self.every % MINUTE):
            raise ValueError(f"{self.name}: whole minutes only")

    @property
    def every_minutes(self) -> int:
        """How many minutes lie between two runs, 0 when it is not due by itself."""
        return self.every // MINUTE if self.every else 0


@dataclass(frozen=True, slots=True)
class Call:
    """One wish that a job be done. ids: its keyword arguments; attempt: how often it was tried, with this time."""

    name: str
    ids: Mapping[str, Id]
    attempt: int = 1


def pause_seconds(attempt: int) -> int:
    """Return how long to wait after a failed attempt: longer each time."""
    return int(min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * GROWTH ** (attempt - 1)))
