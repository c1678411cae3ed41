"""How a page is read while it is made, and parts of pages that are kept beyond one."""

from collections.abc import Iterable
from contextvars import ContextVar
from datetime import tzinfo
from typing import Any, NamedTuple

from django.template.loader import get_template
from django.utils import timezone, translation
from jinja2 import Template
from markupsafe import Markup


class Viewing(NamedTuple):
    """How a page is read: its language, and the time zone of its times."""

    language: str
    zone: tzinfo


_viewing: ContextVar[Viewing | None] = ContextVar("viewing", default=None)


class Page(Template):
    """A template that asks for language and zone once: Django's answers take 2 µs, and a page needs them 500 times."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return the page."""
        token = _viewing.set(viewing())
        try:
            return super().render(*args, **kwargs)
        finally:
            _viewing.reset(token)


def rendered(template: str, macro: str, calls: Iterable[tuple[Any, ...]]) -> list[Markup]:
    """Return what a macro of a template makes of each of the calls' arguments: parts to be kept beyond one page.

    Whoever keeps them keeps them by `viewing()`.
    """
    found: Any = get_template(template)
    make = getattr(found.template.module, macro)
    token = _viewing.set(viewing())
    try:
        return [make(*arguments) for arguments in calls]
    finally:
        _viewing.reset(token)


def viewing() -> Viewing:
    """Return how the page that is being made is read."""
    return _viewing.get() or Viewing(translation.get_language() or "id", timezone.get_current_timezone())
