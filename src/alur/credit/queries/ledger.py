"""Reads the ledger: sums, entries, and what stands behind each."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from alur.catalogue.models import Activity, ActivityVersion
from alur.credit.models import Entry, Obligation, Rule
from alur.credit.rules.duty import NONE, Duty
from alur.credit.rules.ledger import Reason
from alur.credit.statements import reason_given
from alur.people.models import Unit
from alur.records.queries.texts import statement_at


@dataclass(frozen=True, slots=True)
class Line:
    """A ledger entry with all that proves it."""

    id: UUID
    employee_id: int
    year: int
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

    @property
    def stands(self) -> bool:
        """Whether the entry is neither a reversal nor reversed."""
        return self.reverses_id is None and not self.is_reversed


def obligations(year: int) -> dict[str, Obligation]:
    """Return the obligation of each kind of employment in a year."""
    rows = Obligation.objects.filter(valid_from_year__lte=year).order_by("valid_from_year")
    return {row.employment: row for row in rows}


def duty(year: int, *, earned: Decimal, owed: Obligation | None) -> Duty:
    """Return how far somebody is towards the obligation of a year. earned: her JP; owed: None for no obligation."""
    return Duty(year, earned, owed.min_jp if owed else NONE, owed.max_jp if owed else None)


def entries(employee_id: int, year: int) -> QuerySet[Entry]:
    """Return the entries of an employee and year, newest first."""
    return Entry.objects.filter(employee_id=employee_id, year=year).order_by("-at", "-rid", "id")


def lines(rows: QuerySet[Entry]) -> list[Line]:
    """Return entries with what stands behind each, in one query."""
    reversing = Entry.objects.filter(
        reverses_id=OuterRef("pk"), employee_id=OuterRef("employee_id"), year=OuterRef("year")
    )
    return [line(entry) for entry in rows.annotate(**behind(), is_reversed=Exists(reversing))]


def latest(employee_id: int, year: int, *, count: int) -> list[Line]:
    """Return the last entries of a year that stand."""
    return [each for each in lines(entries(employee_id, year)[: count * 2]) if each.stands][:count]


def line_by_id(id: UUID) -> Line | None:
    """Return an entry, None when there is none with this id."""
    return next(iter(lines(Entry.objects.filter(pk=id))), None)


def decided_because(line: Line) -> str:
    """Return in what words it was decided to take the line back, or what it takes back; "" when nobody decided."""
    decided = Entry.objects.filter(employee_id=line.employee_id, year=line.year, reason=Reason.DECISION)
    rid = decided.filter(Q(pk=line.id) | Q(reverses_id=line.id)).values_list("rid", flat=True).first()
    return "" if rid is None else reason_given(statement_at(rid) or {})


def behind() -> dict[str, Subquery]:
    # Projections carry plain ids, so what they name is joined by hand.
    activity = Activity.objects.filter(pk=OuterRef("activity_id"))
    rule = Rule.objects.filter(pk=OuterRef("rule_id"))
    version = ActivityVersion.objects.filter(pk=OuterRef("version_id"))
    unit = Unit.objects.filter(pk=OuterRef("unit_id"))
    named: dict[str, tuple[QuerySet[Any], str]] = {
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


def line(entry: Entry) -> Line:
    values = {name: getattr(entry, name) for name in Line.__slots__ if name != "reason"}
    return Line(**values, reason=Reason(entry.reason))
