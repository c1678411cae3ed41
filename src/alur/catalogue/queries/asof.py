"""Activities and what they were worth as of a record: only what was known when it was stored."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from alur.base.lib import reference
from alur.catalogue.models import Activity, ActivityVersion


class ActivitiesAsOf:
    """Activities by IRI for a batch of records, read with one query."""

    def __init__(self, iris: Iterable[str | None]) -> None:
        rows = reference.matching(Activity, ["iri"], {(iri,) for iri in iris if iri}, ["iri", "id", "kind", "known_at"])
        self._by_iri = {iri: (id, kind, known_at) for iri, id, kind, known_at in rows}

    def activity_id(self, iri: str | None, kind: str, *, rid: int) -> int | None:
        """Return the activity of this kind with this IRI, None when there was none known at rid."""
        id, found_kind, known_at = self._by_iri.get(iri or "", (None, "", 0))
        return id if found_kind == kind and known_at <= rid else None

    def activity_ids(self, iris: Sequence[str | None], kind: str, rids: Sequence[int]) -> list[int | None]:
        """Return what `activity_id` does, for records in store order."""
        known = self._by_iri.items()
        settled = {iri: id for iri, (id, its_kind, at) in known if its_kind == kind and at <= rids[0]}
        found = list(map(settled.get, iris))
        if None not in found:
            return found
        each = zip(found, iris, rids, strict=True)
        return [id or self.activity_id(iri, kind, rid=rid) for id, iri, rid in each]

    def ids(self) -> list[int]:
        """Return the activities found."""
        return [id for id, _, _ in self._by_iri.values()]


class WorthAsOf:
    """Versions of activities for a batch, read with one query."""

    def __init__(self, activity_ids: Iterable[int]) -> None:
        rows = reference.matching(
            ActivityVersion,
            ["activity_id"],
            {(id,) for id in activity_ids},
            ["activity_id", "valid_from", "known_at", "id", "jp"],
        )
        self._versions: defaultdict[int, list[tuple[datetime, int, int, int]]] = defaultdict(list)
        for activity_id, *version in rows:
            self._versions[activity_id].append(tuple(version))

    def is_one(self, activity_id: int) -> bool:
        """Tell whether an activity has had one version ever since."""
        return len(self._versions[activity_id]) == 1

    def version(self, activity_id: int, at: datetime, *, rid: int) -> tuple[int, int] | None:
        """Return (version id, JP in hundredths) valid at a moment by what was known at rid, None without a version.

        Before the first version the first one holds.
        """
        versions = self._versions[activity_id]
        if len(versions) == 1 and versions[0][1] <= rid:
            return versions[0][2:]
        known = [row for row in versions if row[1] <= rid]
        valid = [row for row in known if row[0] <= at]
        if not known:
            return None
        return (max(valid) if valid else min(known))[2:]
