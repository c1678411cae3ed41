"""The template environment: gettext in two languages, strict names, formats, assets and the shell's parts."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined

from alur.base.ui import formats, navigation
from alur.base.ui.assets import asset

MOST_REMEMBERED = 4_096


def environment(**options: Any) -> Environment:
    """Return the environment that all pages are rendered in. options: as Django's Jinja2 backend gives them."""
    options["undefined"] = StrictUndefined
    options["extensions"] = ["jinja2.ext.i18n"]
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(**options)  # noqa: S701 - Django's backend turns autoescape on
    install_gettext(env)
    env.filters.update(FILTERS)
    env.globals.update(
        asset=asset, language=current_language, messages=get_messages, navigation=navigation.items_for, url=address
    )
    return env


def install_gettext(env: Environment) -> None:
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )


def gettext(message: str) -> str:
    """Return a message in the language of the screen; a page asks for a hundred, most of them again and again."""
    return translated(current_language(), message)


@lru_cache(MOST_REMEMBERED)
def translated(language: str, message: str) -> str:
    return translation.gettext(message)


def address(name: str, **parts: object) -> str:
    """Return the address of a named page."""
    return reverse(name, kwargs=parts or None)


def current_language() -> str:
    """Return the language of the screen: `id` or `en`."""
    return translation.get_language() or "id"


def number(value: formats.Number, places: int | None = None) -> str:
    return formats.number(value, current_language(), places=places)


def percent(value: formats.Number, places: int = 1) -> str:
    return formats.percent(value, current_language(), places=places)


def long_date(value: date) -> str:
    return formats.long_date(local(value), current_language())


def short_date(value: date) -> str:
    return formats.short_date(local(value))


def weekday(value: date) -> str:
    return formats.weekday(local(value), current_language())


def month(value: date) -> str:
    return formats.month(local(value), current_language())


def clock_time(value: datetime) -> str:
    return formats.clock_time(value, current_language(), timezone.get_current_timezone())


def moment(value: datetime) -> str:
    return formats.moment(value, current_language(), timezone.get_current_timezone())


def local(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


FILTERS: dict[str, Callable[..., str]] = {
    "number": number,
    "percent": percent,
    "date": long_date,
    "short_date": short_date,
    "weekday": weekday,
    "month": month,
    "time": clock_time,
    "moment": moment,
}
