"""The text of an item, as it is kept for good. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Text:
    """What an item says. body: Markdown or plain; language: a tag (`id`); source: what it rests on."""

    title: str
    kind: str
    topics: Sequence[str]
    body: str
    language: str = "id"
    source: str = ""

    @property
    def digest(self) -> str:
        """What differs when the text does."""
        return hashlib.sha256(orjson.dumps(astuple(self))).hexdigest()


FIELDS = ("title", "kind", "topics", "body", "language", "source")
