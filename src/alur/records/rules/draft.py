"""What the store needs of a statement, worked out before any lock is taken."""

from datetime import datetime
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

    def record(self, rid: int) -> "Record":
        """Return what it is once stored under rid."""
        return Record(rid, self.id, self.verb, self.actor, self.activity, body=self.body, told=self.told)


class Record:
    """A stored statement as a projection reads it.

    rid: store order; actor: canonical key; activity: object IRI; told: as in Draft; voided_by: rid of the record that
    voids it.
    """

    __slots__ = ("_statement", "activity", "actor", "body", "id", "rid", "told", "verb", "voided_by")

    def __init__(
        self,
        rid: int,
        id: UUID,
        verb: str,
        actor: str,
        activity: str | None,
        *,
        body: str,
        told: object = None,
        voided_by: int | None = None,
    ) -> None:
        self.rid = rid
        self.id = id
        self.verb = verb
        self.actor = actor
        self.activity = activity
        self.body = body
        self.told = told
        self.voided_by = voided_by
        self._statement: dict[str, Any] | None = None

    @property
    def statement(self) -> dict[str, Any]:
        """The statement, parsed once."""
        if self._statement is None:
            self._statement = orjson.loads(self.body)
        return self._statement

    @property
    def at(self) -> datetime:
        """When it happened; when it was stored, if it does not say."""
        given = self.statement.get("timestamp")
        return datetime.fromisoformat(given) if given else from_micros(self.rid)

    @property
    def voids(self) -> UUID | None:
        """The id of the statement that this one voids."""
        return UUID(self.statement["object"]["id"]) if self.verb == VOIDED else None
