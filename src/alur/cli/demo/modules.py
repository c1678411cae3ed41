"""The modules: 115 published up to the end of 2022, a few more each year after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from alur.cli.demo.rows import ModuleRow
from alur.cli.demo.sources import CONTENT, table
from alur.cli.demo.topics import Topic, topic

MINUTES_PER_JP = 45
KINDS = {"MK": "microlearning", "EL": "e-learning"}


@dataclass(frozen=True, slots=True)
class Module:
    """A module as the demonstration plans it."""

    code: str
    title: str
    kind: str
    jp: Decimal
    summary: str
    topic: Topic
    published_on: date

    @property
    def minutes(self) -> int:
        """Return the minutes of learning: 45 for each JP; a micro-module's are several short parts."""
        return int(self.jp * MINUTES_PER_JP)


def modules(*, until: date) -> Iterator[ModuleRow]:
    """Yield the modules published before a day, micro-modules first."""
    for module in catalogue():
        if module.published_on < until:
            yield ModuleRow(
                code=module.code,
                title=module.title,
                kind=module.kind,
                jp=module.jp,
                minutes=module.minutes,
                summary=module.summary,
                topics=module.topic.labels,
                published_on=module.published_on,
            )


def contents(*, until: date) -> list[Path]:
    """Return the Markdown files with the content of the modules published before a day; pictures lie beside them."""
    published = {module.code for module in catalogue() if module.published_on < until}
    return sorted(path for path in CONTENT.glob("*.md") if path.stem in published)


@cache
def catalogue() -> tuple[Module, ...]:
    """Return every module there will ever be."""
    return tuple(
        Module(
            code=row["code"],
            title=row["title"],
            kind=KINDS[row["code"].partition("-")[0]],
            jp=Decimal(row["jp"]),
            summary=row["summary"],
            topic=topic(row["topic"]),
            published_on=date.fromisoformat(row["published_on"]),
        )
        for row in table("modules")
    )
