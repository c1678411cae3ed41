"""The text of an item as its page shows it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alur.base.lib.markdown import outlined_html
from alur.base.lib.outlining import Entry
from alur.knowledge.models import Item
from alur.knowledge.permissions import Reach
from alur.knowledge.queries.references import linker_of
from alur.knowledge.rules.articles import namer

DIGEST_LETTERS = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as HTML. outline: its parts; tasks: how many can be ticked; digest: differs when the text does."""

    html: Markup
    outline: Sequence[Entry]
    tasks: int
    digest: str


def shown(item: Item, reach: Reach) -> Shown:
    """Return an item's text with its anchors, tasks, and links to what may be read. One query at most."""
    made = outlined_html(item.body, namer(item.kind), linker_of=lambda anchors: linker_of(item, anchors, reach))
    return Shown(Markup(made.html), made.outline, made.tasks, digest_of(item.body))  # noqa: S704  sanitised there


def digest_of(body: str) -> str:
    """Return what differs when a text does."""
    return hashlib.sha256(body.encode()).hexdigest()[:DIGEST_LETTERS]


def as_read(body: str, kind: str) -> Markup:
    """Return a text as its readers see it. kind: of the item that it is of."""
    return Markup(outlined_html(body, namer(kind)).html)  # noqa: S704  sanitised there
