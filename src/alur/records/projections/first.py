"""Tables in which, of the rows with one key, the first counts (rules.standing)."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from alur.base.lib import bulk
from alur.base.lib.tuples import tuples_of
from alur.records.models import StatementKey
from alur.records.rules.standing import Standing, comes_before

COUNTS, REPEAT, VOIDED = int(Standing.COUNTS), int(Standing.REPEAT), int(Standing.VOIDED)


class Turn(NamedTuple):
    """A row that begins (sign 1) or ceases (sign -1) to count. rid: of the record that caused it."""

    sign: int
    rid: int
    row: tuple[Any, ...]


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
        self.key_of: Callable[[tuple[Any, ...]], tuple[Any, ...]] = itemgetter(*map(self.columns.index, key))

    def add(self, rows: Sequence[tuple[Any, ...]]) -> list[Turn]:
        """Write rows, which come in store order, and return what ceased to count, then what began to."""
        if not rows:
            return []
        before = self.standing_at(COUNTS, set(map(self.key_of, rows)))
        standings, ceased, begun = self._settle(before, rows)
        held, own = standings[: len(before)], standings[len(before) :]
        self._stand([row[self._rid] for row, standing in zip(before, held, strict=True) if standing == REPEAT], REPEAT)
        columns = dict(zip(self.columns, zip(*rows, strict=True), strict=True))
        bulk.insert_each(bulk.Rows(self.model, columns | {"standing": own}))
        return ceased + tuples_of(Turn, [1] * len(begun), [row[self._rid] for row in begun], begun)

    def _settle(
        self, before: Sequence[tuple[Any, ...]], rows: Sequence[tuple[Any, ...]]
    ) -> tuple[list[int], list[Turn], Sequence[tuple[Any, ...]]]:
        """Return where rows, those that counted before first, stand now; what ceased to count; which rows began to."""
        known = [*before, *rows]
        standings, ceased, never = [COUNTS] * len(known), [], set()
        held: dict[tuple[Any, ...], int] = {}
        for place, key in enumerate(map(self.key_of, known)):
            current = held.setdefault(key, place)
            if current == place:
                continue
            if self._takes_over(known[place], known[current]):
                ceased.append(Turn(-1, known[place][self._rid], known[current]))
                standings[current] = REPEAT
                held[key] = place
            else:
                standings[place] = REPEAT
                never.add(place)
        begun = [row for place, row in enumerate(rows, start=len(before)) if place not in never] if never else rows
        return standings, ceased, begun

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

    def of_record(self, id: UUID) -> list[tuple[Any, ...]]:
        """Return the row of a record, with its standing, in a list that is empty when it has none."""
        places = bulk.matching(StatementKey, ["id"], [(id,)], ["rid"])
        return bulk.matching(self.model, ["rid"], places, (*self.columns, "standing"), where=self.where)

    def counting(self, keys: set[tuple[Any, ...]]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Return the counting row of each key that has one."""
        return {self.key_of(row): row for row in self.standing_at(COUNTS, keys)}

    def standing_at(self, standing: int, keys: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Return the rows of the keys with a standing."""
        where = f"t.standing = {standing} AND {self.where}"
        return bulk.matching(self.model, self.key, keys, self.columns, where=where)

    def _takes_over(self, row: tuple[Any, ...], current: tuple[Any, ...]) -> bool:
        return self.by_time and comes_before((row[self._at], row[0]), (current[self._at], current[0]))

    def _heir(self, key: tuple[Any, ...]) -> tuple[Any, ...] | None:
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
