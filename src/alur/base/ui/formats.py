"""Numbers, dates and times as the two languages write them. Files and APIs keep ISO dates and point decimals."""

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

Number: TypeAlias = int | float | Decimal
ZONE_NAMES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}
ZONES = tuple(ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))
MAX_PLACES = 12
KILOBYTE, MEGABYTE = 1_000, 1_000_000
MOST_REMEMBERED = 4_096  # a page formats the same few numbers and days many times


@lru_cache
def locale(language: str) -> Locale:
    """Return Babel's locale of a language of the screens. English is written with day before month."""
    return Locale.parse("en_GB" if language == "en" else language)


@lru_cache(MOST_REMEMBERED)
def number(value: Number, language: str, *, places: int | None = None) -> str:
    """Return a number as the language writes it: `78.286`, `15,82`.

    places: decimals, kept even when zero; None: those it has.
    """
    decimals = "#" * MAX_PLACES if places is None else "0" * places
    return format_decimal(value, format=f"#,##0.{decimals}".rstrip("."), locale=locale(language))


def percent(value: Number, language: str, *, places: int = 1) -> str:
    """Return a share between 0 and 1 as `88,3%`."""
    return number(Decimal(str(value)) * 100, language, places=places) + "%"


def size(value: int, language: str) -> str:
    """Return a number of bytes as `240 kB` or `1,2 MB`."""
    if value < MEGABYTE:
        return f"{number(-(-value // KILOBYTE), language)} kB"
    return f"{number(round(Decimal(value) / MEGABYTE, 1), language)} MB"


@lru_cache(MOST_REMEMBERED)
def long_date(value: date, language: str) -> str:
    """Return `24 November 2026`."""
    return format_date(value, "d MMMM y", locale=locale(language))


def short_date(value: date) -> str:
    """Return `24/11/2026`, the same in both languages."""
    return f"{value:%d/%m/%Y}"


@lru_cache(MOST_REMEMBERED)
def weekday(value: date, language: str) -> str:
    """Return `Selasa` or `Tuesday`."""
    return format_date(value, "EEEE", locale=locale(language))


@lru_cache(MOST_REMEMBERED)
def month(value: date, language: str) -> str:
    """Return `Nov`."""
    return format_date(value, "MMM", locale=locale(language))


@lru_cache(MOST_REMEMBERED)
def month_name(value: date, language: str) -> str:
    """Return `November`."""
    return format_date(value, "LLLL", locale=locale(language))


def clock_time(value: datetime, language: str, zone: tzinfo) -> str:
    """Return an aware moment as `13.30 WIB` in the viewer's zone."""
    local = value.astimezone(zone)
    name = ZONE_NAMES.get(local.utcoffset() or timedelta(), local.tzname() or "")
    return f"{local:%H.%M} {name}" if language == "id" else f"{local:%H:%M} {name}"


def moment(value: datetime, language: str, zone: tzinfo) -> str:
    """Return an aware moment as `24 November 2026, 13.30 WIB`."""
    return f"{long_date(value.astimezone(zone), language)}, {clock_time(value, language, zone)}"


def elsewhere(begin: datetime, end: datetime, language: str, zone: tzinfo) -> str:
    """Return two aware moments in the country's zones other than the viewer's: `14.30–16.00 WITA · 15.30–17.00 WIT`."""
    spans = []
    for other in ZONES:
        if begin.astimezone(other).utcoffset() != begin.astimezone(zone).utcoffset():
            hour, _name = clock_time(begin, language, other).split()
            spans.append(f"{hour}–{clock_time(end, language, other)}")
    return " · ".join(spans)
