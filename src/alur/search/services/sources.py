"""Where documents come from: each domain names its own when Django starts, so that the index can be made anew."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from alur.search.services.indexing import Pushed

Source: TypeAlias = Callable[[], Iterator[Pushed]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add what yields all documents of a domain, as they are to be found."""
    if source not in _sources:
        _sources.append(source)


def everything() -> Iterator[Pushed]:
    """Yield all documents of all domains."""
    for source in _sources:
        yield from source()
