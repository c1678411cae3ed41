"""A report as a letter: its words, its files, and how to stop it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from alur.base.ui import formats
from alur.insight.models import Subscription
from alur.insight.queries.briefing import briefing
from alur.insight.queries.briefing_words import indicators, language, sentences
from alur.insight.queries.sheets import sheet, workbook
from alur.insight.rules.periods import Every, Period
from alur.people.models import Unit
from alur.people.queries.units import unit_tree
from alur.records.queries.remembered import present

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to be sent. files: name, content and type of each."""

    subject: str
    text: str
    headers: Mapping[str, str]
    files: Sequence[tuple[str, bytes, str]]


def letter(subscription: Subscription, period: Period, *, stop_seal: str, made_at: datetime) -> Letter:
    """Return the report of a period, in the language of the moment: the figures of its year as they are now.

    subscription: with account and unit; stop_seal: of the address that stops it; made_at: aware.
    """
    unit, year = subscription.unit, period.last.year
    tree = unit_tree()
    found = briefing(year, unit=unit, below=below(unit, tree), among=tree, at=present())
    of = unit.name if unit else settings.AGENCY or _("The whole agency")
    name = f"alur-{period.name}-{unit.code}" if unit else f"alur-{period.name}"
    stop = settings.BASE_URL + reverse("laporan_berhenti", kwargs={"text": stop_seal})
    values = {
        "name": subscription.account.name,
        "of": of,
        "year": year,
        "sentences": sentences(found),
        "indicators": indicators(found),
        "address": address(unit, year),
        "stop": stop,
    }
    files = []
    if subscription.has_pdf:
        files.append((f"{name}.pdf", sheet(found, of=of, made_at=made_at), PDF))
    if subscription.has_xlsx:
        files.append((f"{name}.xlsx", workbook(found.figures), XLSX))
    subject = _("Learning of %(of)s, %(period)s") % {"of": of, "period": period_name(period)}
    headers = {
        # The same however often it is tried, so that a mail server may see that it has it already.
        "Message-ID": f"<report-{subscription.pk}-{period.name}@{urlsplit(settings.BASE_URL).hostname}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return Letter(" ".join(subject.split()), render_to_string("insight/mail/laporan.txt", values), headers, files)


def below(unit: Unit | None, tree: Sequence[Unit]) -> list[Unit]:
    """Return the units one step below a unit, the tops of the tree for None."""
    return [each for each in tree if each.parent_id == (unit.pk if unit else None)]


def address(unit: Unit | None, year: int) -> str:
    query = {"tahun": str(year), **({"unit": unit.code} if unit else {})}
    return f"{settings.BASE_URL}{reverse('pusat')}?{urlencode(query)}"


def period_name(period: Period) -> str:
    """Return a period in words, in the language of the moment."""
    if period.every == Every.MONTH:
        return f"{formats.month_name(period.first, language())} {period.first.year}"
    ends = [formats.long_date(each, language()) for each in (period.first, period.last)]
    return _("%(first)s to %(last)s") % {"first": ends[0], "last": ends[1]}
