"""Vectors of what passages say: worked out where they are missing, let go where no passage needs them."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic

from django.db import connection, transaction

from alur.base.lib import bulk
from alur.search.models import Head, Vector
from alur.search.queries.embedding import Embedder
from alur.search.queries.missing import Unknown, unknown_passages
from alur.search.rules.passages import Cut, full_text

AT_ONCE = 16  # texts: as many as are lost when it is broken off
KINDNESS = 10  # how far the work stands back behind pages
Progress = Callable[[int], None]


def work_out(model: Embedder, *, seconds: float, progress: Progress = lambda count: None) -> int:
    """Work out vectors that are missing, the newest passages' first, for so long; return how many were worked out."""
    ends = monotonic() + seconds
    done = 0
    with ThreadPoolExecutor(1, initializer=stand_back) as aside:
        for passages in batches(model):
            texts = [full_text(each.title, Cut(each.ordinal, each.heading, each.place, each.text)) for each in passages]
            keep(model, passages, aside.submit(pack, model, texts).result())
            done += len(passages)
            progress(len(passages))
            if monotonic() >= ends:
                break
    return done


def pack(model: Embedder, texts: Sequence[str]) -> list[bytes]:
    from alur.search.rules.vectors import packed  # needs NumPy, which is there when the model is

    return packed(model.passages(texts))


def batches(model: Embedder) -> Iterator[list[Unknown]]:
    """Yield passages whose text has no vector, each text once a batch."""
    below: int | None = None
    while found := unknown_passages(model.model_id, below=below, limit=AT_ONCE):
        below = found[-1].id
        yield list({each.digest: each for each in found}.values())


def stand_back() -> None:
    """Let this thread, and those that the model starts in it, work when nobody else does."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), KINDNESS)


def keep(model: Embedder, passages: Sequence[Unknown], numbers: Sequence[bytes]) -> None:
    """Write vectors, each with the next serial number."""
    with transaction.atomic():
        head = Head.objects.select_for_update().get(pk=1)
        first = head.vectors + 1
        Head.objects.filter(pk=1).update(vectors=head.vectors + len(passages))
        rows = [
            (model.model_id, each.digest, first + place, kept)
            for place, (each, kept) in enumerate(zip(passages, numbers, strict=True))
        ]
        bulk.insert(Vector, ["model_id", "digest", "serial", "numbers"], rows, conflict="DO NOTHING")


def let_go(model_id: str) -> int:
    """Remove vectors that no passage needs, or of another model; return how many."""
    unneeded = "NOT EXISTS (SELECT 1 FROM search_passage p WHERE p.digest = search_vector.digest)"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_vector WHERE model_id <> %s OR {unneeded}", [model_id])
        return int(cursor.rowcount)
