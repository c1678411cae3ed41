"""Which readers see the same of knowledge, so that what lists say is remembered for all of them together."""

from alur.base.lib import bulk
from alur.knowledge.permissions import Reach
from alur.records.queries.remembered import Moment, remembered

ALL = Reach(paths=("",))
NARROW = """
SELECT x.unit_id, i.owner_id, i.author_id, COALESCE(u.path, '') FROM knowledge_audience x
JOIN knowledge_item i ON i.activity_id = x.item_id LEFT JOIN people_unit u ON u.id = i.unit_id
"""
Narrow = tuple[frozenset[int], frozenset[int], frozenset[str]]


def alike(reach: Reach, *, at: Moment) -> Reach:
    """Return a reach that sees the same items, the same one for all who do; that of all while nothing is narrow."""
    if "" in reach.paths or reach.is_moot:
        return ALL
    units, people, paths = remembered("knowledge_narrow", (), narrow, at=at.known)
    if not units:
        return ALL
    return Reach(
        reach.employee_id if reach.employee_id in people else None,
        reach.unit_id if reach.unit_id in units else None,
        tuple(id for id in reach.above if id in units),
        tuple(path for path in reach.paths if any(each.startswith(path) for each in paths)),
    )


def narrow() -> Narrow:
    """Return the units that audiences name, the owners and authors of narrow items, and their units' paths."""
    rows = bulk.read(NARROW)
    people = frozenset(id for _, owner_id, author_id, _ in rows for id in (owner_id, author_id) if id is not None)
    return frozenset(row[0] for row in rows), people, frozenset(row[3] for row in rows)
