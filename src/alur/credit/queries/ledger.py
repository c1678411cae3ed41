"""Reads the ledger: sums, entries, and what stands behind each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from alur.catalogue.models import Activity, ActivityVersion
from alur.credit.models import Entry, Obligation, Rule
from alur.credit.rules.duty import NONE, Duty
from alur.credit.rules.ledger import Reason
from alur.people.models import Employee, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """A ledger entry with all that proves it."""

    id: UUID
    at: datetime
    kind: str
    code: str
    title: str
    amount: Decimal
    evidence_id: UUID
    unit: str
    rule: str
    rule_version: int
    form: str
    factor: Decimal
    source: str
    version: int
    version_jp: Decimal
    reverses_id: UUID | None
    reason: Reason
    is_reversed: bool


def duty(employment: str, year: int, *, earned: Decimal) -> Duty:
    """Return how far somebody is towards the obligation of a year. employment: her kind; earned: her JP of the year."""
    owed = obligation(employment, year)
    return Duty(year, earned, owed.min_jp if owed else NONE, owed.max_jp if owed else None)


def obligation(employment: str, year: int) -> Obligation | None:
    """Return the obligation of a kind of employment in a year."""
    rows = Obligation.objects.filter(employment=employment, valid_from_year__lte=year)
    return rows.order_by("-valid_from_year").first()


def lines(employee: Employee, year: int) -> list[Line]:
    """Return the entries of an employee and year, newest first, each with its evidence and rule, in one query."""
    entries = Entry.objects.filter(employee_id=employee.pk, year=year).annotate(**behind()).order_by("-at", "-rid", "id")
    reversed_ids = {entry.reverses_id for entry in entries if entry.reverses_id}
    return [line(entry, reversed_ids) for entry in entries]


def behind() -> dict[str, Subquery]:
    # Projections carry plain ids, so what they name is joined by hand.
    activity = Activity.objects.filter(pk=OuterRef("activity_id"))
    rule = Rule.objects.filter(pk=OuterRef("rule_id"))
    version = ActivityVersion.objects.filter(pk=OuterRef("version_id"))
    unit = Unit.objects.filter(pk=OuterRef("unit_id"))
    named: dict[str, tuple[QuerySet, str]] = {
        "code": (activity, "code"),
        "title": (activity, "title"),
        "rule": (rule, "code"),
        "rule_version": (rule, "version"),
        "form": (rule, "form_name"),
        "factor": (rule, "factor"),
        "source": (rule, "source"),
        "version": (version, "number"),
        "version_jp": (version, "jp"),
        "unit": (unit, "name"),
    }
    return {name: Subquery(rows.values(column)[:1]) for name, (rows, column) in named.items()}


def line(entry: Entry, reversed_ids: Iterable[UUID]) -> Line:
    values = {name: getattr(entry, name) for name in Line.__slots__ if name not in ("reason", "is_reversed")}
    return Line(**values, reason=Reason(entry.reason), is_reversed=entry.id in reversed_ids)
