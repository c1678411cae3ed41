"""What a search keeps to, as a condition on documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from alur.base.lib import clock
from alur.search.queries.reading import Condition, readable
from alur.search.rules.reading import Reader


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a search keeps to; "" and None for all. kind: of the document, or its own; unit_ids: it comes from.

    since: the first day of what is looked for; is_verified: only what somebody stands for.
    """

    kind: str = ""
    unit_ids: Sequence[int] | None = None
    topic: str = ""
    since: date | None = None
    is_verified: bool = False


ANYTHING = Narrowing()


def conditions(narrowing: Narrowing, reader: Reader) -> Condition:
    """Return the condition on a document d that it is of what a search keeps to and that the reader may find it."""
    (text, parameters), (hers, names) = of_what(narrowing), readable(reader)
    return f"{text} AND {hers}", [*parameters, *names]


def of_what(narrowing: Narrowing) -> Condition:
    """Return the condition on a document d that it is of what a search keeps to, and its parameters."""
    texts = ["(d.shown_from IS NULL OR d.shown_from <= %s)"]
    parameters: list[Any] = [clock.today()]
    if narrowing.kind:
        texts.append("(d.kind = %s OR d.own_kind = %s)")
        parameters += [narrowing.kind, narrowing.kind]
    if narrowing.unit_ids is not None:
        texts.append(f"d.unit_id IN ({', '.join(['%s'] * len(narrowing.unit_ids)) or 'NULL'})")
        parameters += narrowing.unit_ids
    if narrowing.topic:
        # A list of texts is written with quotation marks on both databases, so that a part of a name is none.
        texts.append(r"CAST(d.topics AS text) LIKE %s ESCAPE '!'")
        parameters.append(f"%{escaped(orjson.dumps(narrowing.topic).decode())}%")
    if narrowing.since is not None:
        texts.append("d.day >= %s")
        parameters.append(narrowing.since)
    if narrowing.is_verified:
        texts.append("d.is_verified")
    return " AND ".join(texts), parameters


def escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
