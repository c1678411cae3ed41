"""Addresses lead to the page that Django's own search through all patterns finds."""

from urllib.parse import quote

import pytest
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RoutePattern
from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.addressing import ByFirstWord, flattened
from alur.config.urls import PATTERNS

WORDS = [
    "",
    "modul",
    "sesi",
    "rapor",
    "pusat",
    "api",
    "v1",
    "xapi",
    "statements",
    "akun",
    "1",
    "MK-001",
    "..",
    "a b",
    "layar",
]
SLOW = URLResolver(RoutePattern(""), PATTERNS)


def found(resolver: URLResolver, path: str) -> object:
    try:
        match = resolver.resolve(path)
    except Resolver404:
        return None
    return match.func, match.args, match.kwargs, match.url_name, match.route, match.namespaces


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5).map(quote), max_size=5).map("/".join))
def test_any_address_leads_where_it_would(path: str) -> None:
    assert found(ByFirstWord(PATTERNS), path) == found(SLOW, path)


@pytest.mark.parametrize(
    "path", ["", "modul", "modul/MK-001/layar/2", "api/v1/openapi.json", "healthz", "sw.js", "nowhere"]
)
def test_each_kind_of_address_is_looked_for(path: str) -> None:
    assert found(ByFirstWord(PATTERNS), path) == found(SLOW, path)
    assert (found(SLOW, path) is None) == (path == "nowhere")


def test_few_patterns_are_tried() -> None:
    narrow = ByFirstWord(PATTERNS).by_word["modul"].url_patterns
    assert len(narrow) < len(list(flattened(PATTERNS))) / 3
