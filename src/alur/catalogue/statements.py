"""How activities are named in records."""

from functools import lru_cache
from typing import NamedTuple

import orjson

PREFIX = "urn:alur:"
MOST_REMEMBERED = 10_000


def iri(kind: str, code: str) -> str:
    """Return the IRI of an activity. kind: catalogue kind (`module`); code: the agency's own."""
    return f"{PREFIX}{kind}:{code}"


class Named(NamedTuple):
    """An activity as a record's object. text: as JSON; canonical: with its keys sorted."""

    iri: str
    text: str
    canonical: str


@lru_cache(maxsize=MOST_REMEMBERED)
def named(kind: str, code: str) -> Named:
    """Return an activity as a record's object. kind, code: as in `iri`."""
    found = iri(kind, code)
    text = orjson.dumps(found).decode()
    return Named(found, f'{{"objectType":"Activity","id":{text}}}', f'{{"id":{text},"objectType":"Activity"}}')
