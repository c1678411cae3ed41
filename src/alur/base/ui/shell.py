"""What stands around every page, kept as drawn: the header and the navigation are the same from page to page."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from markupsafe import Markup, escape

from alur.base.ui import navigation
from alur.base.ui.rendering import Viewing, rendered, viewing
from alur.base.ui.theme import theme_of

MOST_REMEMBERED = 1_024
# Stand in what is kept for what differs on every page. No name can hold them, since names are escaped.
ANY_CSRF, ANY_ADDRESS = Markup("<!--csrf-->"), Markup("<!--here-->")


def drawn_top(request: HttpRequest, who: Any, csrf: Markup, *, has_seek: bool) -> Markup:
    """Return the header behind the mark. who: as `base.access.queries.Viewer`; csrf: the hidden field of its forms."""
    kept = kept_top(viewing(), who, theme_of(request), has_seek=has_seek)
    return Markup(kept.replace(ANY_CSRF, csrf).replace(ANY_ADDRESS, escape(request.get_full_path())))  # noqa: S704


@lru_cache(MOST_REMEMBERED)
def kept_top(_how: Viewing, who: Any, theme: str, *, has_seek: bool) -> str:
    [found] = rendered("ui/top.html", "top", [(who, theme, ANY_CSRF, ANY_ADDRESS, has_seek)])
    return str(found)


def drawn_navigation(roles: frozenset[str], path: str) -> Markup:
    """Return the navigation of someone with these roles who looks at the page at path."""
    return drawn(viewing(), roles, navigation.above(path))


@lru_cache(MOST_REMEMBERED)
def drawn(_how: Viewing, roles: frozenset[str], current: tuple[str, ...]) -> Markup:
    # Pages are registered at start, before any is drawn.
    [found] = rendered("ui/navigation.html", "drawn", [(navigation.marked(roles, current),)])
    return found
