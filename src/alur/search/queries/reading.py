"""The condition on what somebody may find."""

from typing import Any

from alur.search.rules.reading import Reader

Condition = tuple[str, list[Any]]
# Not as a join: SQLite would begin it with all passages.
KEPT = """
SELECT p.id FROM search_passage p
WHERE p.document_id IN (SELECT d.id FROM search_document d WHERE d.is_narrow AND NOT {hers})
"""


def readable(reader: Reader) -> Condition:
    """Return the condition on a document d that the reader may find it, and its parameters."""
    if reader.reads_all:
        return "1 = 1", []
    if not reader.parties:
        return "NOT d.is_narrow", []
    text, parameters = among_hers(reader)
    return f"(NOT d.is_narrow OR {text})", parameters


def shown(reader: Reader) -> Condition:
    """Return the condition on a posting t that its passage is not kept from the reader, and its parameters."""
    if reader.reads_all:
        return "1 = 1", []
    hers, parameters = among_hers(reader)
    return f"t.passage_id NOT IN ({KEPT.format(hers=hers)})", parameters


def among_hers(reader: Reader) -> Condition:
    """Return the condition on a narrow document d that its audience names the reader, and its parameters."""
    if reader.reads_all:
        return "1 = 1", []
    parties = sorted(reader.parties)
    marks = ", ".join(["%s"] * len(parties)) or "NULL"
    return f"EXISTS (SELECT 1 FROM search_audience x WHERE x.document_id = d.id AND x.party IN ({marks}))", parties
