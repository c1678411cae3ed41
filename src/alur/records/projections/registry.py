"""The projections of the domains above, lowest first. A domain registers its own when Django starts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Protocol, TypeAlias, TypeVar

from django.db import models

from alur.base.lib.tuples import column_of, joined, those
from alur.records.rules.draft import VOIDED, Record

C = TypeVar("C")
Part: TypeAlias = tuple[Sequence[Record], Record | None]


class Batch:
    """Records to fold, in store order, and the changes that lower projections hand to higher ones."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._changes: defaultdict[type, list[Sequence[Any]]] = defaultdict(list)
        self._parts: list[Part] = []

    def emit(self, changes: Sequence[Any]) -> None:
        """Hand changes, all of one type, to higher projections."""
        if changes:
            self._changes[type(changes[0])].append(changes)

    def changes(self, of: type[C]) -> Sequence[C]:
        """Return the changes of a type that lower projections handed up."""
        return joined(self._changes[of])

    def parts(self) -> list[Part]:
        """Return runs of plain records, each with the voiding record that ends it (None for the last)."""
        self._parts = self._parts or list(parts(self.records))
        return self._parts


def of_verbs(records: Sequence[Record], verbs: AbstractSet[str]) -> Sequence[Record]:
    """Return the records that have one of some verbs."""
    found = column_of(records, "verb")
    if verbs.isdisjoint(found):
        return ()
    return those(records, [verb in verbs for verb in found])


def parts(records: Sequence[Record]) -> Iterator[Part]:
    if VOIDED not in column_of(records, "verb"):
        yield records, None
        return
    run: list[Record] = []
    for record in records:
        if record.verb != VOIDED:
            run.append(record)
            continue
        yield run, record
        run = []
    yield run, None


class Projection(Protocol):
    """Folds records into tables of its own.

    It may read the batch, its own tables, reference rows known when the record was stored, and changes from below;
    never the clock or a setting. The result must not depend on how the records are cut into batches.
    """

    name: str
    version: int

    @property
    def tables(self) -> Sequence[type[models.Model]]:
        """The tables that it writes."""

    def fold(self, batch: Batch) -> None:
        """Take in the batch."""


_projections: list[Projection] = []


def register(projection: Projection) -> None:
    """Add a projection; those of lower packages register first."""
    if all(known.name != projection.name for known in _projections):
        _projections.append(projection)


def registered() -> list[Projection]:
    """Return all projections, lowest first."""
    return list(_projections)


def label(projection: Projection) -> str:
    return f"{projection.name}:{projection.version}"
