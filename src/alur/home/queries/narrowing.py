"""What `/cari` can be narrowed by, of what whoever searches may find."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alur.base.lib import bulk
from alur.knowledge.permissions import Reach, search_reader
from alur.records.queries.remembered import Moment, remembered
from alur.search.queries.narrowing import ANYTHING, conditions

# Each unit that something comes from, and those above it, so that a whole branch can be chosen; each list of topics.
OFFERED = """
SELECT DISTINCT b.id, b.code, b.name, b.path, o.topics FROM (
    SELECT DISTINCT d.unit_id, CAST(d.topics AS text) AS topics FROM search_document d WHERE {kept}
) o LEFT JOIN people_unit u ON u.id = o.unit_id LEFT JOIN people_unit b ON u.path LIKE b.path || %s
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """topics: by name; units: (name, keys of it and all below that something comes from), by code."""

    topics: Sequence[str]
    units: Mapping[str, tuple[str, Sequence[int]]]

    def unit_ids(self, code: str) -> Sequence[int] | None:
        """Return the keys of a unit and all below it, None when none is chosen."""
        return self.units[code][1] if code else None


def choices(reach: Reach, *, at: Moment) -> Choices:
    """Return what there is to choose from. reach: the one of all who see the same (knowledge.queries.reading.alike)."""
    return remembered("cari_choices", reach, lambda: read(reach), at=at.known)


def read(reach: Reach) -> Choices:
    kept, parameters = conditions(ANYTHING, search_reader(reach))
    rows = list(bulk.read(OFFERED.format(kept=kept), [*parameters, "%"]))
    topics = {name for text in {text for *_, text in rows} for name in json.loads(text)}
    units = sorted({(name, code, path, id) for id, code, name, path, _ in rows if id is not None})
    below = {code: (name, [id for *_, inner, id in units if inner.startswith(path)]) for name, code, path, _ in units}
    return Choices(sorted(topics, key=str.casefold), below)
