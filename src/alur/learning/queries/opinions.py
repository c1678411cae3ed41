"""Reads what readers say of modules."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.learning.models import Completion, MistakeReport, Rating, ReportState
from alur.learning.permissions import AUTHOR, within_reach
from alur.learning.rules.opinions import FEWEST
from alur.people.models import Employee
from alur.records.rules.standing import Standing

WORDS_SHOWN, HERS_SHOWN = 50, 20


def has_completed(employee: Employee, activity_id: int) -> bool:
    """Tell whether an employee has completed a module, in whatever year."""
    hers = Completion.objects.filter(employee_id=employee.pk, activity_id=activity_id, standing=Standing.COUNTS)
    return hers.exists()


def own_rating(employee: Employee, activity_id: int) -> Rating | None:
    """Return what an employee thinks of a module, None when she has not said it."""
    return Rating.objects.filter(employee=employee, activity_id=activity_id).first()


def words_on(activity_id: int, *, count: int) -> list[tuple[int, str]]:
    """Return stars and words of a module's ratings, without whose they are, fewest stars first.

    None while the ratings are too few to hide who said what. count: of all ratings.
    """
    if count < FEWEST:
        return []
    # By stars and words: the order of time would tell who completed it when.
    rows = Rating.objects.filter(activity_id=activity_id).exclude(text="").order_by("stars", "text")
    return list(rows.values_list("stars", "text")[:WORDS_SHOWN])


def own_reports(actor: Actor, activity_id: int) -> list[MistakeReport]:
    """Return the mistakes that the actor has reported of a module, the newest first."""
    hers = MistakeReport.objects.filter(activity_id=activity_id, reported_by=actor.name)
    return list(hers.order_by("-reported_at", "pk")[:HERS_SHOWN])


def reports(actor: Actor, state: ReportState) -> QuerySet[MistakeReport]:
    """Return the reports in this state on modules that the actor may write: open ones the oldest first."""
    rows = MistakeReport.objects.filter(within_reach(actor, AUTHOR, "activity__module__unit"), state=state)
    order = "reported_at" if state == ReportState.OPEN else "-answered_at"
    return rows.select_related("activity").order_by(order, "pk")


def report_of(actor: Actor, id: UUID) -> MistakeReport:
    """Return a report on a module that the actor may write. Raises Problem `learning.no_report` (404)."""
    rows = MistakeReport.objects.filter(within_reach(actor, AUTHOR, "activity__module__unit"), pk=id)
    found = rows.select_related("activity").first()
    if found is None:
        raise Problem(
            "learning.no_report",
            _("There is no report at this address."),
            mend=_("Look for it among the reports in Curation."),
            status=404,
        )
    return found
