"""An item as it is typed into the editor, right or not. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from typing import Any

from alur.knowledge.rules.versions import Text

LARGEST_BYTES = 1_000_000
LONGEST_TITLE, LONGEST_SOURCE, LONGEST_TOPIC, MOST_TOPICS = 300, 500, 100, 20
# What readers never get, whatever it was meant to do.
PROGRAM = re.compile(r"<\s*(?:script|iframe|object|embed|form|style)\b|\bon\w+\s*=\s*[\"']|javascript:", re.IGNORECASE)
CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the editor's fields. topics: with semicolons between; why: what a change is for."""

    title: str = ""
    kind: str = "lesson"
    topics: str = ""
    source: str = ""
    language: str = "id"
    body: str = ""
    why: str = ""

    def stored(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return asdict(self)

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(len(str(value).encode()) for value in asdict(self).values())


NAMES = tuple(field.name for field in fields(Typed))


def typed_of(stored: Mapping[str, Any]) -> Typed:
    """Return what `Typed.stored` returned."""
    return Typed(**{name: str(stored[name]) for name in NAMES if name in stored})


def typed_from(text: Text) -> Typed:
    """Return a text as it would be typed."""
    return Typed(text.title, text.kind, "; ".join(text.topics), text.source, text.language, text.body)


def text_from(typed: Typed, known: Collection[str]) -> Text:
    """Return what was typed as an item says it. known: topics there are, whose spelling it takes."""
    topics = topics_in(typed.topics, known)
    title = " ".join(typed.title.split())
    return Text(title, typed.kind, topics, typed.body.strip(), typed.language, typed.source.strip())


def topics_in(typed: str, known: Collection[str]) -> list[str]:
    """Return the topics of a field, each once, spelt as those that there are."""
    spelt = {name.casefold(): name for name in known}
    names = (" ".join(name.split()) for name in typed.split(";"))
    return list(dict.fromkeys(spelt.get(name.casefold(), name) for name in names if name))


def nearest_topics(name: str, known: Sequence[str]) -> list[str]:
    """Return which of the topics there are may be meant by one that is not among them."""
    spelt = {each.casefold(): each for each in known}
    return [spelt[each] for each in get_close_matches(name.casefold(), spelt, n=3, cutoff=0.6)]


def has_program(body: str) -> bool:
    """Tell whether a text holds what only programs need, outside of what it shows as code."""
    return PROGRAM.search(CODE.sub("", body)) is not None
