"""Modules as the files they could be imported from again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alur.base.files.queries import folder
from alur.catalogue.models import Kind
from alur.learning.models import Module, ModuleContent
from alur.learning.queries.offers import latest_worth
from alur.learning.rules.content import Asked, as_file, parse_screens

# Where each column of the front matter is stored.
STORED = {
    "code": "activity__code",
    "title": "activity__title",
    "kind": "kind",
    "jp": "jp",
    "minutes": "minutes",
    "summary": "activity__summary",
    "topics": "activity__topics",
    "published_on": "activity__published_on",
}


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """A module's newest content. text: Markdown with front matter; files: where each file lies that it names."""

    text: str
    files: Mapping[str, Path]


def codes_with_content() -> list[str]:
    """Return the codes of the modules that have content, in order."""
    rows = Module.objects.filter(activity__kind=Kind.MODULE, activity__contents__number=1)
    return list(rows.order_by("activity__code").values_list("activity__code", flat=True))


def module_file(code: str) -> ModuleFile | None:
    """Return a module as a file, None when there is no content of this code."""
    content = ModuleContent.objects.filter(activity__kind=Kind.MODULE, activity__code=code).order_by("-number").first()
    if content is None:
        return None
    text = as_file(columns=columns(code), asked=Asked(**content.asked), screens=parse_screens(content.body))
    return ModuleFile(text, {name: folder() / stored for name, stored in content.images.items()})


def columns(code: str) -> dict[str, str]:
    """Return a module's columns as front matter has them."""
    rows = Module.objects.filter(activity__kind=Kind.MODULE, activity__code=code)
    worth = {"jp": latest_worth("jp"), "minutes": latest_worth("minutes")}
    [values] = rows.annotate(**worth).values_list(*STORED.values())
    found = dict(zip(STORED, values, strict=True))
    found["topics"] = ";".join(found["topics"])
    return {name: "" if value is None else str(value) for name, value in found.items()}
