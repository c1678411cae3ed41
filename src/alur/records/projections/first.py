"""Tables in which, of the rows with one key, the first counts (rules.standing)."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from alur.base.lib import bulk
from alur.base.lib.tuples import columns_of
from alur.records.models import StatementKey
from alur.records.rules.standing import Standing, comes_before

COUNTS, REPEAT, VOIDED = int(Standing.COUNTS), int(Standing.REPEAT), int(Standing.VOIDED)


Row = tuple[Any, ...]


class Turn(NamedTuple):
    """A row that begins (sign 1) or ceases (sign -1) to count. rid: of the record that caused it."""

    sign: int
    rid: int
    row: Row


class Added(NamedTuple):
    """What became of added rows. begun: whether each began to count; ceased: the rows that it took over from."""

    begun: Sequence[bool]
    ceased: Sequence[Turn]


class FirstCounts:
    """Writes rows of model. columns: in the order of the rows, `id` first, without `standing`; key: several of them.

    by_time: whether a row with an earlier `at` takes over; otherwise the first to arrive keeps its place;
    where: the rows that are this writer's, when it shares the table, as a condition on the table, named t.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        columns: Sequence[str],
        key: Sequence[str],
        by_time: bool,
        where: str = "TRUE",
    ) -> None:
        self.model = model
        self.columns = tuple(columns)
        self.key = tuple(key)
        self.by_time = by_time
        self.where = where
        self._at = self.columns.index("at")
        self._rid = self.columns.index("rid")
        self.key_of: Callable[[Row], Row] = itemgetter(*map(self.columns.index, key))

    def add(self, rows: Sequence[Row]) -> Added:
        """Write rows, which come in store order, and return which of them count."""
        if not rows:
            return Added((), ())
        columns = columns_of(rows)
        keys = list(zip(*self.key_of(tuple(columns)), strict=True))
        before = self.standing_at(COUNTS, set(keys))
        standings, added = self._settle(before, rows, keys)
        held, own = standings[: len(before)], standings[len(before) :]
        self._stand([row[self._rid] for row, standing in zip(before, held, strict=True) if standing == REPEAT], REPEAT)
        values = dict(zip(self.columns, columns, strict=True))
        bulk.insert_each(bulk.Rows(self.model, values | {"standing": own}))
        return added

    def _settle(self, before: Sequence[Row], rows: Sequence[Row], keys: Sequence[Row]) -> tuple[list[int], Added]:
        """Return where rows stand, those that counted before first, and which of the new ones begin to count."""
        first = len(before)
        standings = [COUNTS] * (first + len(rows))
        begun, ceased = [True] * len(rows), []
        held = {self.key_of(row): place for place, row in enumerate(before)}
        for place, key in enumerate(keys, start=first):
            current = held.setdefault(key, place)
            if current == place:
                continue
            row, other = rows[place - first], before[current] if current < first else rows[current - first]
            if self._takes_over(row, other):
                ceased.append(Turn(-1, row[self._rid], other))
                standings[current] = REPEAT
                held[key] = place
            else:
                standings[place] = REPEAT
                begun[place - first] = False
        return standings, Added(begun, ceased)

    def void(self, id: UUID, *, rid: int) -> list[Turn]:
        """Let the row with this id count no more; the next of its key takes its place. rid: of the voiding record."""
        found = self.of_record(id)
        if not found or found[0][-1] == VOIDED:
            return []
        *values, standing = found[0]
        row = tuple(values)
        self._stand([row[self._rid]], VOIDED)
        if standing == REPEAT:
            return []
        heir = self._heir(self.key_of(row))
        if heir is None:
            return [Turn(-1, rid, row)]
        self._stand([heir[self._rid]], COUNTS)
        return [Turn(-1, rid, row), Turn(1, rid, heir)]

    def of_record(self, id: UUID) -> list[Row]:
        """Return the row of a record, with its standing, in a list that is empty when it has none."""
        places = bulk.matching(StatementKey, ["id"], [(id,)], ["rid"])
        return bulk.matching(self.model, ["rid"], places, (*self.columns, "standing"), where=self.where)

    def counting(self, keys: set[Row]) -> dict[Row, Row]:
        """Return the counting row of each key that has one."""
        return {self.key_of(row): row for row in self.standing_at(COUNTS, keys)}

    def standing_at(self, standing: int, keys: Iterable[Row]) -> list[Row]:
        """Return the rows of the keys with a standing."""
        where = f"t.standing = {standing} AND {self.where}"
        return bulk.matching(self.model, self.key, keys, self.columns, where=where)

    def _takes_over(self, row: Row, current: Row) -> bool:
        return self.by_time and comes_before((row[self._at], row[0]), (current[self._at], current[0]))

    def _heir(self, key: Row) -> Row | None:
        rows = self.standing_at(REPEAT, [key])
        place = self._at if self.by_time else self._rid
        return min(rows, key=lambda row: (row[place], row[0]), default=None)

    def _stand(self, rids: Sequence[int], standing: int) -> None:
        if not rids:
            return
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            values = [(standing, rid) for rid in rids]
            cursor.executemany(f'UPDATE "{table}" SET standing = %s WHERE rid = %s', values)
