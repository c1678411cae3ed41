"""Numbers for actor keys, activity and verb IRIs, remembered by each process once committed."""

from collections.abc import Iterable

from django.db import models, transaction

from alur.base.lib import bulk, reference
from alur.records.models import ActivityKey, ActorKey, VerbKey

MOST_REMEMBERED = 200_000


class Dictionary:
    """Numbers for the texts of one dictionary table."""

    def __init__(self, model: type[models.Model], column: str) -> None:
        self.model = model
        self.column = column
        self._known: dict[str, int] = {}

    def numbers(self, texts: Iterable[str]) -> dict[str, int]:
        """Return a number for each text, adding those that are new. To be called in a transaction."""
        wanted = set(texts)
        known = self._known
        found = {text: known[text] for text in wanted if text in known}
        missing = wanted - found.keys()
        if missing:
            fresh = self._read(missing)
            if len(fresh) < len(missing):
                # Sorted, so that two writers never wait for each other crosswise.
                rows = [(text,) for text in sorted(missing - fresh.keys())]
                bulk.insert(self.model, [self.column], rows, conflict="DO NOTHING")
                fresh = self._read(missing)
            found |= fresh
            transaction.on_commit(lambda: self._remember(fresh))
        return found

    def forget(self) -> None:
        """Forget all numbers, as when another database is opened."""
        self._known.clear()

    def _read(self, texts: set[str]) -> dict[str, int]:
        rows = bulk.matching(self.model, [self.column], [(text,) for text in texts], [self.column, "id"])
        return dict(rows)

    def _remember(self, fresh: dict[str, int]) -> None:
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        self._known.update(fresh)


actors = Dictionary(ActorKey, "key")
activities = Dictionary(ActivityKey, "iri")
verbs = Dictionary(VerbKey, "iri")


def forget_all() -> None:
    """Forget all numbers of all dictionaries, and what folds remember of other rows."""
    reference.forget()
    for dictionary in (actors, activities, verbs):
        dictionary.forget()
