"""Which passages are nearest to a question by what they mean. Needs NumPy.

Each process holds all vectors in one table and reads only what has come since; the database says which count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from alur.base.lib import bulk
from alur.search.models import Head
from alur.search.queries.embedding import Embedder
from alur.search.queries.reading import Condition, among_hers
from alur.search.rules.reading import Reader
from alur.search.rules.vectors import Vectors, unpacked

ROOM = 1_024  # rows made at first
GROWTH = 1.5
MOST_MASKS = 64
Keys: TypeAlias = NDArray[np.int64]
# What is new: passages, whose text may have been known before, and vectors of passages that were there.
FRESH = """
SELECT p.id, v.numbers FROM search_passage p JOIN search_vector v ON v.model_id = %s AND v.digest = p.digest
WHERE p.id > %s
UNION ALL
SELECT p.id, v.numbers FROM search_vector v JOIN search_passage p ON p.digest = v.digest
WHERE v.model_id = %s AND v.serial > %s AND p.id <= %s
"""
ALLOWED = "SELECT p.id FROM search_passage p JOIN search_document d ON d.id = p.document_id WHERE {kept}"


class State(NamedTuple):
    """Of the index's head. The last three only grow."""

    passages: int = 0
    narrow: int = 0
    last: int = 0
    changes: int = 0
    vectors: int = 0


NOTHING = State()


@dataclass(slots=True)
class Held:
    """The vectors that this process holds. keys: of their passages; count: of rows in use.

    Rows of passages that are no more stay until they are many: no mask lets them through. masks: which rows a search
    may find, by its conditions, for as long as nothing changes.
    """

    model_id: str
    dimension: int
    keys: Keys
    rows: Vectors
    state: State = NOTHING
    count: int = 0
    masks: dict[Any, NDArray[np.bool_]] = field(default_factory=dict)


_lock = Lock()
_held: list[Held] = []


def nearest(
    question: str, model: Embedder, conditions: Condition, reader: Reader, limit: int
) -> list[tuple[int, float]]:
    """Return (passage's key, likeness) of those nearest in meaning among the passages that conditions allow.

    conditions: on the document d, beside those on who reads.
    """
    with _lock:
        held = brought_up(model)
        count, keys, rows = held.count, held.keys, held.rows
        mask = mask_for(held, conditions, reader) if count else None
    if mask is None or not mask.any():
        return []
    [asked] = model.queries([question])
    likeness = np.where(mask, rows[:count] @ asked, -np.inf)
    places = np.argpartition(-likeness, limit - 1)[:limit] if limit < count else np.arange(count)
    places = places[np.lexsort((keys[places], -likeness[places]))]
    return [(int(keys[place]), float(likeness[place])) for place in places if mask[place]]


def forget() -> None:
    """Let the vectors go that this process holds."""
    with _lock:
        _held.clear()


def brought_up(model: Embedder) -> Held:
    """Return what is held, with what has come since."""
    rows = bulk.matching(Head, ["id"], [(1,)], ["passages", "narrow", "last", "changes", "vectors"])
    now = State(*rows[0]) if rows else State()
    held = _held[0] if _held else None
    if held is None or held.model_id != model.model_id or is_other(held, now):
        none = np.empty(0, np.int64), np.empty((0, model.dimension), np.float32)
        held = Held(model.model_id, model.dimension, *none)
    if held.state != now:
        asked = (model.model_id, held.state.last, model.model_id, held.state.vectors, held.state.last)
        append(held, bulk.read(FRESH, asked))
        held.state = now
        held.masks.clear()
    _held[:] = [held]
    return held


def is_other(held: Held, now: State) -> bool:
    """Tell whether this is another database, or most that is held is of passages that are no more."""
    went_back = any(new < old for old, new in zip(held.state[2:], now[2:], strict=True))
    return went_back or held.count > 2 * (now.passages + now.narrow) + ROOM


def append(held: Held, fresh: Sequence[Sequence[Any]]) -> None:
    keys = np.array([key for key, _ in fresh], np.int64)
    is_new = ~np.isin(keys, held.keys[: held.count])
    vectors = unpacked([bytes(numbers) for _, numbers in fresh], held.dimension)[is_new]
    make_room(held, held.count + len(vectors))
    held.keys[held.count : held.count + len(vectors)] = keys[is_new]
    held.rows[held.count : held.count + len(vectors)] = vectors
    held.count += len(vectors)


def make_room(held: Held, count: int) -> None:
    """Let so many rows fit. What others are reading stays as it is."""
    if count <= len(held.keys):
        return
    room = max(count, int(len(held.keys) * GROWTH), ROOM)
    keys, rows = np.empty(room, np.int64), np.empty((room, held.dimension), np.float32)
    keys[: held.count], rows[: held.count] = held.keys[: held.count], held.rows[: held.count]
    held.keys, held.rows = keys, rows


def mask_for(held: Held, conditions: Condition, reader: Reader) -> NDArray[np.bool_]:
    """Tell of each row whether the reader may find its passage."""
    kept, parameters = conditions
    if reader.reads_all:
        return mask_of(held, conditions)
    mask = mask_of(held, (f"{kept} AND NOT d.is_narrow", parameters))
    if not (held.state.narrow and reader.parties):
        return mask
    # Asked each time: as many masks as there are readers would keep out what all may find.
    hers, names = among_hers(reader)
    return mask | rows_allowed(held, (f"{kept} AND d.is_narrow AND {hers}", [*parameters, *names]))


def mask_of(held: Held, conditions: Condition) -> NDArray[np.bool_]:
    """Tell of each row whether its passage may be found, by what is remembered."""
    kept, parameters = conditions
    key = (kept, *parameters)
    if key not in held.masks:
        if len(held.masks) >= MOST_MASKS:
            held.masks.clear()
        held.masks[key] = rows_allowed(held, conditions)
    return held.masks[key]


def rows_allowed(held: Held, conditions: Condition) -> NDArray[np.bool_]:
    kept, parameters = conditions
    allowed = np.array([id for (id,) in bulk.read(ALLOWED.format(kept=kept), parameters)], np.int64)
    return np.isin(held.keys[: held.count], allowed)
