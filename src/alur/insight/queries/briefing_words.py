"""What leadership is told, in words of the reader's language: for the page, and for the document of one sheet."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from alur.base.lib import clock
from alur.base.ui import formats
from alur.insight.queries.briefing import Briefing, UnitStanding
from alur.insight.rules.figures import OBLIGATION_JP
from alur.insight.rules.habits import Share, Time

SHOWN = 5
ANY_YEAR = 2024
Indicator = tuple[str, str, str]


def language() -> str:
    return get_language() or "id"


def number(value: formats.Number, places: int | None = None) -> str:
    return formats.number(value, language(), places=places)


def percent(value: Decimal, places: int = 0) -> str:
    return formats.percent(value, language(), places=places)


def sentences(found: Briefing) -> list[str]:
    """Return what the figures say, in at most four sentences. Nothing is said that does not follow from them."""
    return [each for each in (about_reach(found), about_growth(found), about_duty(found), about_units(found)) if each]


def about_reach(found: Briefing) -> str:
    figures = found.figures
    return _("In %(year)s %(reached)s employees have learnt, of %(employees)s who are active now (%(share)s).") % {
        "year": figures.year,
        "reached": number(figures.employees_reached),
        "employees": number(figures.employees),
        "share": percent(found.reached),
    }


def about_growth(found: Briefing) -> str:
    if found.growth is None or not found.until:
        return ""
    values = {"month": month(found.until), "part": percent(abs(found.growth)), "before": found.before.year}
    if found.growth > 0:
        return _("Up to %(month)s they earned %(part)s more JP than in the same months of %(before)s.") % values
    if found.growth < 0:
        return _("Up to %(month)s they earned %(part)s fewer JP than in the same months of %(before)s.") % values
    return _("Up to %(month)s they earned as many JP as in the same months of %(before)s.") % values


def about_duty(found: Briefing) -> str:
    meeting = found.figures.employees_meeting_obligation
    return _("%(meeting)s employees (%(share)s) have reached %(least)s JP; %(left)s have not.") % {
        "meeting": number(meeting),
        "share": percent(found.meeting),
        "least": number(OBLIGATION_JP),
        "left": number(found.figures.employees - meeting),
    }


def about_units(found: Briefing) -> str:
    units, mean = found.units, number(found.figures.jp_per_employee, 2)
    if not units.compared or not found.figures.jp_total:
        return ""
    if not units.behind:
        return _("None of %(compared)s units is far behind the mean of %(mean)s JP per employee.") % {
            "compared": number(units.compared),
            "mean": mean,
        }
    last = units.behind[0]
    text = ngettext(
        "%(count)s of %(compared)s units is far behind the mean of %(mean)s JP per employee: %(unit)s, %(jp)s.",
        "%(count)s of %(compared)s units are far behind the mean of %(mean)s JP per employee: last %(unit)s, %(jp)s.",
        len(units.behind),
    )
    return text % {
        "count": number(len(units.behind)),
        "compared": number(units.compared),
        "mean": mean,
        "unit": last.unit.name,
        "jp": number(last.jp_per_employee, 2),
    }


def month(of: int) -> str:
    return formats.month_name(date(ANY_YEAR, of, 1), language())


def months() -> list[str]:
    """Return the short names of the months, January first."""
    return [formats.month(date(ANY_YEAR, each, 1), language()) for each in range(1, 13)]


def under_way(name: str) -> str:
    """Return the name of a month that is not over."""
    return _("%(month)s (month under way)") % {"month": name}


def indicators(found: Briefing) -> list[Indicator]:
    """Return the key figures: label, this year's, last year's, "" when nobody learnt then."""
    this, last = found.figures, found.before
    rows: Sequence[tuple[str, formats.Number, formats.Number, int | None]] = [
        (_("JP per employee"), this.jp_per_employee, last.jp_per_employee, 2),
        (_("Employees reached"), this.employees_reached, last.employees_reached, None),
        (_("Fulfilled 20 JP"), this.employees_meeting_obligation, last.employees_meeting_obligation, None),
        (_("JP in all"), this.jp_total, last.jp_total, None),
        (_("Completions"), this.completions, last.completions, None),
        (_("Sessions held"), this.sessions_held, last.sessions_held, None),
    ]
    has_before = bool(last.employees_reached)
    return [
        (label, number(now, places), number(before, places) if has_before else "")
        for label, now, before, places in rows
    ]


def time_name(time: Time) -> str:
    """Return a part of the week in words."""
    return {
        Time.FREE: _("Evenings and weekends"),
        Time.LUNCH: _("Lunch"),
        Time.COMMUTE: _("On the way to work and back"),
        Time.BETWEEN: _("Between work"),
    }[time]


def document(found: Briefing, *, of: str, issuer: str, made_at: datetime) -> dict[str, Any]:
    """Return the values of the sheet, every one as text but the heights of columns.

    of: the agency's or unit's name; issuer: of the document; made_at: aware.
    """
    top = max([*found.months, *found.months_before, Decimal(1)])
    this, last = str(found.figures.year), str(found.before.year)
    return {
        "lang": language(),
        "title": _("Learning in %(year)s") % {"year": this},
        "of": of,
        "issuer": issuer,
        "made": _("As of %(moment)s") % {"moment": formats.moment(made_at, language(), clock.JAKARTA)},
        "sentences": sentences(found),
        "indicators": [list(each) for each in indicators(found)],
        "this": this,
        "last": last,
        "months_title": _("JP by month"),
        "months": [
            {
                "name": name,
                "jp": "" if now is None else number(now),
                "this": float((now or 0) / top),
                "last": float(before / top),
                "open": place == found.running,
            }
            for place, (name, now, before) in enumerate(zip(months(), found.shown, found.months_before, strict=True))
        ],
        "under_way": "" if found.running is None else under_way(months()[found.running]),
        "units": [
            {"title": _("Far ahead"), "rows": rows_of(found.units.ahead), "none": _("None")},
            {"title": _("Far behind"), "rows": rows_of(found.units.behind), "none": _("None")},
        ],
        "units_head": [_("Unit"), _("Employees"), _("JP per employee")],
        "units_note": units_note(),
        "times_title": _("When people learn"),
        "times_head": [_("When"), _("Here"), _("Literature")],
        "times": [times_row(each) for each in found.times] if any(each.count for each in found.times) else [],
        "times_note": _("Literature: Mulkeen (2017), people could name several."),
    }


def units_note() -> str:
    """Return by what rule a unit is far ahead or behind."""
    return _("Far: a quarter above or below the mean JP per employee; units of fewer than five people are left out.")


def rows_of(units: Sequence[UnitStanding]) -> list[list[str]]:
    rows = [[each.unit.name, number(each.employees), number(each.jp_per_employee, 2)] for each in units[:SHOWN]]
    more = len(units) - SHOWN
    return [*rows, [_("and %(count)s more") % {"count": number(more)}, "", ""]] if more > 0 else rows


def times_row(each: Share) -> list[str]:
    return [time_name(each.time), percent(each.share), percent(each.named)]
