"""What the store needs of a statement, worked out before any lock is taken."""

from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from alur.base.lib.clock import from_micros

VOIDED = "http://adlnet.gov/expapi/verbs/voided"


class Draft(NamedTuple):
    """A statement ready to be stored.

    body: its JSON without `stored`; actor: canonical key; activity: IRI of the object when it is one;
    actors, activities: (key, role bits) of all that it names; voids: id of the statement it voids;
    told: what its own domain would read in it, where that is known beforehand.
    """

    id: UUID
    digest: bytes
    body: str
    verb: str
    actor: str
    activity: str | None
    registration: UUID | None
    actors: tuple[tuple[str, int], ...]
    activities: tuple[tuple[str, int], ...]
    voids: UUID | None = None
    told: object = None


class Fields(NamedTuple):
    """What the store gives of a statement.

    rid: store order; actor: canonical key; activity: object IRI; told: as in Draft; voided_by: rid of the record that
    voids it.
    """

    rid: int
    id: UUID
    verb: str
    actor: str
    activity: str | None
    body: str
    told: object = None
    voided_by: int | None = None


class Record(Fields):
    """A stored statement as a projection reads it."""

    @cached_property
    def statement(self) -> dict[str, Any]:
        """The statement, parsed once."""
        found: dict[str, Any] = orjson.loads(self.body)
        return found

    @property
    def at(self) -> datetime:
        """When it happened; when it was stored, if it does not say."""
        given = self.statement.get("timestamp")
        return datetime.fromisoformat(given) if given else from_micros(self.rid)

    @property
    def voids(self) -> UUID | None:
        """The id of the statement that this one voids."""
        return UUID(self.statement["object"]["id"]) if self.verb == VOIDED else None
