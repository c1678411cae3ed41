"""No page is forgotten: each named address stands in the table of the walk through all pages (tests/e2e/walk.py)."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.e2e.walk import NO_PAGES, PAGES


def names(resolver: URLResolver) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield each.name or str(each.pattern)
        else:
            yield from names(each)


def test_no_page_is_left_out() -> None:
    known = {*PAGES, *NO_PAGES}
    there = set(names(get_resolver()))

    assert {"not walked": sorted(there - known), "gone": sorted(known - there)} == {"not walked": [], "gone": []}
