"""Lists that are looked through: what the address asks, cleaned (anything may be typed there), and pages of rows."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from alur.base.lib.listing import Listing

T = TypeVar("T")
LONGEST_QUERY = 200
A_PAGE = 24
FIRST, BEYOND, LONGEST_NUMBER = 1, 0, 9


def words(request: HttpRequest, name: str = "q") -> str:
    """Return a text to look for, without what no title holds."""
    return cleaned(request.GET.get(name, ""))


def cleaned(text: str) -> str:
    """Return a typed text as it may be looked for."""
    text = "".join(each if each.isprintable() else " " for each in text[: 10 * LONGEST_QUERY])
    return " ".join(text.split())[:LONGEST_QUERY]


def one_of(request: HttpRequest, name: str, known: Collection[str]) -> str:
    """Return a chosen value, "" when it is not among those known."""
    value = request.GET.get(name, "")
    return value if value in known else ""


def page_number(request: HttpRequest) -> int:
    """Return the page that `hal` asks for, 1 when that is no number; there need be no such page."""
    try:
        return max(int(request.GET.get("hal", "")[:LONGEST_NUMBER]), BEYOND)
    except ValueError:
        return FIRST


def page_at(number: int, rows: Listing[T], *, a_page: int = A_PAGE) -> tuple[Page[T], list[T]]:
    """Return a page of rows, the nearest there is, and the rows in it."""
    paginator: Paginator[T] = Paginator(cast("Any", rows), a_page)
    page = paginator.get_page(number)
    return page, list(page)


def query_string(asked: Mapping[str, str]) -> str:
    """Return what was asked as the beginning of an address's query, for the links between pages: `q=a&`."""
    given = {name: value for name, value in asked.items() if value}
    return f"{urlencode(given)}&" if given else ""
