"""Who searches, as far as the search must know: by names that the domains above give and that say nothing here."""

from collections.abc import Iterable
from typing import NamedTuple


class Reader(NamedTuple):
    """Who searches. parties: the names she bears; what is narrow is found by whoever bears one that it was pushed with.

    reads_all: whatever there is; for the system alone, never for a page.
    """

    parties: frozenset[str]
    reads_all: bool = False

    @classmethod
    def of(cls, parties: Iterable[str]) -> "Reader":
        """Return who bears names."""
        return cls(frozenset(parties))


EVERYTHING = Reader(frozenset(), reads_all=True)
STRANGER = Reader(frozenset())
