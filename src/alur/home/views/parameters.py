"""What the pages' addresses may say."""

from datetime import date

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.base.ui import formats

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
YEARS_BACK = 5
MONTHS, ANY_YEAR = 12, 2024


def chosen_year(request: HttpRequest, *, default: int | None = None) -> int:
    """Return the year of the parameter `tahun`. Raises Problem `home.bad_year`."""
    text = request.GET.get("tahun", "").strip()
    if not text:
        return default or clock.today().year
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and EARLIEST_YEAR <= int(text) <= LATEST_YEAR):  # noqa: PLR2004
        raise Problem(
            "home.bad_year",
            _("“%(text)s” is no year.") % {"text": text[:20]},
            field="tahun",
            mend=_("Write four digits, like 2022."),
        )
    return int(text)


def chosen_month(request: HttpRequest) -> int | None:
    """Return the month of the parameter `bulan`, 1 to 12, None for the whole year. Raises Problem `home.bad_month`."""
    text = request.GET.get("bulan", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= MONTHS):  # noqa: PLR2004
        raise Problem(
            "home.bad_month",
            _("“%(text)s” is no month.") % {"text": text[:20]},
            field="bulan",
            mend=_("Write a number from 1 to 12."),
        )
    return int(text)


def month_names() -> list[str]:
    """Return the names of the months in the language of the screen, January first."""
    language = get_language() or "id"
    return [formats.month_name(date(ANY_YEAR, month, 1), language) for month in range(1, MONTHS + 1)]


def recent_years(chosen: int) -> list[int]:
    """Return the years to choose from, newest first: this one, those before it, and the one chosen."""
    this = clock.today().year
    return sorted({*range(this - YEARS_BACK, this + 1), chosen}, reverse=True)


def wants_csv(request: HttpRequest) -> bool:
    """Tell whether the page is asked for as a file."""
    return request.GET.get("format") == "csv"


def wanted_file(request: HttpRequest) -> str:
    """Return in what form the figures are asked for as a file, csv or xlsx; "" for the page."""
    form = request.GET.get("format", "")
    return form if form in ("csv", "xlsx") else ""
