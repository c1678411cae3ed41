"""Rows that records are read against (people, activities, rules), remembered by each process between folds.

Such rows are only added, and the store's head tells the moment of the last addition. Who folds under the store's lock
says that moment; until it changes, what was read stays true.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction

from alur.base.lib import bulk

MOST_REMEMBERED = 100_000
_moment: ContextVar[int | None] = ContextVar("moment", default=None)


class Memory:
    """What was found by each key, since a moment. count: of keys."""

    def __init__(self, moment: int) -> None:
        self.moment = moment
        self.count = 0
        self.found: defaultdict[Hashable, dict[Any, Any]] = defaultdict(dict)

    def add(self, look: Hashable, fresh: Mapping[Any, Any]) -> None:
        """Remember what was found by keys; beyond a number nothing more."""
        if self.count < MOST_REMEMBERED:
            self.count += len(fresh)
            self.found[look].update(fresh)


_memory = Memory(0)


@contextmanager
def unchanged_since(moment: int) -> Iterator[None]:
    """Let look-ups within the block be remembered. moment: of the last addition to any reference row, in µs."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def matching(
    model: type[models.Model], keys: Sequence[str], values: Iterable[bulk.Row], columns: Sequence[str]
) -> list[bulk.Row]:
    """Return what bulk.matching does, from memory where that may be. keys: columns whose values come back as given."""
    moment = _moment.get()
    if moment is None:
        return bulk.matching(model, keys, values, columns)
    memory, look = memory_of(moment), (model, *keys, None, *columns)
    known, wanted = memory.found[look], set(values)
    missing = [value for value in wanted if value not in known]
    fresh: dict[bulk.Row, list[bulk.Row]] = {value: [] for value in missing}
    for row in bulk.matching(model, keys, missing, (*keys, *columns)):
        fresh[row[: len(keys)]].append(row[len(keys) :])
    if fresh:
        # What this transaction itself has added may yet be taken back.
        transaction.on_commit(lambda: memory.add(look, fresh))
    return [row for value in wanted for row in (fresh[value] if value in fresh else known[value])]


def recalled(name: str) -> Mapping[Any, Any]:
    """Return what was worked out of reference rows under a name, by key, as far as it still holds."""
    moment = _moment.get()
    return {} if moment is None else memory_of(moment).found[name]


def remember(name: str, fresh: Mapping[Any, Any]) -> None:
    """Remember what was worked out of reference rows under a name, by key."""
    moment = _moment.get()
    if moment is not None and fresh:
        memory = memory_of(moment)
        transaction.on_commit(lambda: memory.add(name, fresh))


def memory_of(moment: int) -> Memory:
    global _memory  # noqa: PLW0603 - one a process
    if _memory.moment != moment:
        _memory = Memory(moment)
    return _memory


def forget() -> None:
    """Forget everything, as when another database is opened."""
    global _memory  # noqa: PLW0603
    _memory = Memory(0)
