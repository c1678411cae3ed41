"""What Beranda shows: how far she is, what she did last, what comes next."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from alur.base.lib import clock
from alur.catalogue.models import Kind
from alur.credit.queries.ledger import Line, latest
from alur.credit.rules.duty import Duty
from alur.home.queries.roster import roster
from alur.insight.queries.people import PersonFigures
from alur.learning.models import Completion, Module, Session
from alur.people.models import Employee
from alur.records.rules.standing import Standing

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Beranda:
    """One person's page. duty: JP of this year beside what she owes."""

    employee: Employee
    year: int
    duty: Duty
    figures: PersonFigures
    latest: list[Line]
    modules: list[Module]
    sessions: list[Session]


def beranda(employee: Employee) -> Beranda:
    """Return what an employee sees first."""
    year = clock.today().year
    [row] = roster([employee], year)
    return Beranda(
        employee=employee,
        year=year,
        duty=row.duty,
        figures=row.figures,
        latest=latest(employee.pk, year, count=SHOWN),
        modules=new_modules(employee),
        sessions=next_sessions(),
    )


def new_modules(employee: Employee) -> list[Module]:
    """Return the newest modules that she has never completed."""
    done = Completion.objects.filter(employee_id=employee.pk, activity_id=OuterRef("pk"), standing=Standing.COUNTS)
    return list(
        Module.objects.select_related("activity")
        .filter(activity__kind=Kind.MODULE, activity__published_on__lte=clock.today())
        .exclude(Exists(done))
        .order_by("-activity__published_on", "activity__code")[:SHOWN]
    )


def next_sessions() -> list[Session]:
    """Return the sessions that run now or come next."""
    rows = Session.objects.select_related("activity", "unit").filter(ends_at__gte=clock.now())
    return list(rows.order_by("starts_at", "pk")[:SHOWN])
