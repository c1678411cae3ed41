"""The template environment: gettext in two languages, strict names, formats and assets."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from alur.base.ui import charts, formats
from alur.base.ui.assets import asset
from alur.base.ui.rendering import Page, viewing
from alur.base.ui.shell import drawn_navigation, drawn_top
from alur.base.ui.theme import theme_of

MOST_REMEMBERED = 4_096


def environment(**options: Any) -> Environment:
    """Return the environment that all pages are rendered in. options: as Django's Jinja2 backend gives them."""
    options["undefined"] = StrictUndefined
    options["extensions"] = ["jinja2.ext.i18n"]
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(**options)  # noqa: S701 - Django's backend turns autoescape on
    env.template_class = Page
    install_gettext(env)
    env.filters.update(FILTERS)
    env.globals.update(
        asset=asset,
        language=current_language,
        messages=get_messages,
        navigation=drawn_navigation,
        theme_of=theme_of,
        top=drawn_top,
        url=address,
    )
    env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)
    env.globals.update(line_plot=charts.line_plot, heat_levels=charts.heat_levels)
    return env


def install_gettext(env: Environment) -> None:
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )


def gettext(message: str, **variables: object) -> Markup:
    """Return a message in the language of the screen, with its variables escaped.

    Jinja's own does the same by three calls and a formatting each; a page asks for hundreds, most of them again.
    """
    text = translated(current_language(), message)
    return text % variables if variables else without_variables(text)


def ngettext(singular: str, plural: str, count: int, **variables: object) -> Markup:
    """Return a message about so many, in whose text `num` is written as the language writes numbers."""
    text = Markup(translation.ngettext(singular, plural, count))  # noqa: S704 - our own texts
    return text % {"num": formats.number(count, current_language()), **variables}


@lru_cache(MOST_REMEMBERED)
def translated(language: str, message: str) -> Markup:
    return Markup(translation.gettext(message))  # noqa: S704 - our own texts


@lru_cache(MOST_REMEMBERED)
def without_variables(text: Markup) -> Markup:
    return text % {}


@lru_cache(MOST_REMEMBERED)
def address(name: str, **parts: object) -> str:
    """Return the address of a named page; a list asks for one a row."""
    return reverse(name, kwargs=parts or None)


def current_language() -> str:
    """Return the language of the screen: `id` or `en`."""
    return viewing().language


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
    return formats.clock_time(value, current_language(), viewing().zone)


def moment(value: datetime) -> str:
    return formats.moment(value, current_language(), viewing().zone)


def elsewhere(begin: datetime, end: datetime) -> str:
    return formats.elsewhere(begin, end, current_language(), viewing().zone)


def size(value: int) -> str:
    return formats.size(value, current_language())


def unbroken(text: str) -> str:
    """Keep a number and what it counts on one line; escaped text stays so."""
    return text.replace(" ", "\u00a0")


def local(value: date) -> date:
    return value.astimezone(viewing().zone).date() if isinstance(value, datetime) else value


FILTERS: dict[str, Callable[..., str]] = {
    "number": number,
    "percent": percent,
    "date": long_date,
    "short_date": short_date,
    "weekday": weekday,
    "month": month,
    "time": clock_time,
    "moment": moment,
    "elsewhere": elsewhere,
    "size": size,
    "unbroken": unbroken,
}
