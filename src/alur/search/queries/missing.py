"""Which passages a model has no vector of."""

from typing import NamedTuple

from alur.base.lib import bulk

HAS_NONE = """
NOT EXISTS (SELECT 1 FROM search_vector v WHERE v.model_id = %s AND v.digest = p.digest)
"""
NEWEST = f"""
SELECT p.id, p.digest, d.title, p.ordinal, p.heading, p.place, p.text
FROM search_passage p JOIN search_document d ON d.id = p.document_id
WHERE p.id < %s AND {HAS_NONE} ORDER BY p.id DESC LIMIT %s
"""
BEYOND = 2**62


class Unknown(NamedTuple):
    """A passage without a vector."""

    id: int
    digest: str
    title: str
    ordinal: int
    heading: str
    place: str
    text: str


def unknown_passages(model_id: str, *, below: int | None, limit: int) -> list[Unknown]:
    """Return passages without a vector, the newest first. below: only older ones than this key's, None for all."""
    return [Unknown(*row) for row in bulk.read(NEWEST, [BEYOND if below is None else below, model_id, limit])]


def count_unknown(model_id: str) -> int:
    """Return how many texts have no vector."""
    [(count,)] = bulk.read(f"SELECT COUNT(DISTINCT p.digest) FROM search_passage p WHERE {HAS_NONE}", [model_id])
    return int(count)
