"""Finding the page behind an address by its first word; Django tries all patterns in turn, more than a hundred."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Pattern: TypeAlias = URLPattern | URLResolver


class ByFirstWord(URLResolver):
    """The patterns of an installation. What Django would find for an address, it finds, by the same patterns."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        super().__init__(RoutePattern(""), list(patterns))

    @cached_property
    def by_word(self) -> dict[str, URLResolver]:
        """Resolvers of the patterns that may match an address, by its first word."""
        found: defaultdict[str, list[Pattern]] = defaultdict(list)
        flat = list(flattened(self.url_patterns))
        words = {word for pattern in flat if (word := first_word(pattern)) is not None}
        for pattern in flat:
            word = first_word(pattern)
            for each in (word,) if word is not None else {*words, ""}:
                found[each].append(pattern)
        return {word: URLResolver(RoutePattern(""), patterns) for word, patterns in found.items()}

    def resolve(self, path: str) -> ResolverMatch:
        """Return what answers at path. Raises Resolver404."""
        narrow = self.by_word.get(path.partition("/")[0])
        return narrow.resolve(path) if narrow else super().resolve(path)


def flattened(patterns: Sequence[Pattern]) -> Iterator[Pattern]:
    """Yield patterns, in the place of each that only holds others (`include` without a prefix) those."""
    for pattern in patterns:
        is_plain = isinstance(pattern, URLResolver) and not (pattern.namespace or pattern.default_kwargs)
        if isinstance(pattern, URLResolver) and is_plain and str(pattern.pattern) == "":
            yield from flattened(pattern.url_patterns)
        else:
            yield pattern


def first_word(pattern: Pattern) -> str | None:
    """Return the word that every address of a pattern begins with, None when it differs."""
    if not isinstance(pattern.pattern, RoutePattern):
        return None
    word, slash, _ = str(pattern.pattern).partition("/")
    is_fixed = "<" not in word and (slash or isinstance(pattern, URLPattern))
    return word if is_fixed else None
