"""Level 1 answered in Alur, so that nobody can join an answer to a person (docs/decisions/0019).

Who has answered is one row, what was answered another, and neither knows of the other. Answers wait until five are
there; then they are mixed and become responses, and who has answered is written anew: neither order nor moment tells.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from secrets import SystemRandom
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access.rules import SYSTEM, Actor
from alur.base.audit import services as audit
from alur.base.lib.problems import Problem
from alur.catalogue.models import Activity, Kind
from alur.evaluation.models import Ballot, Participation, Survey
from alur.evaluation.permissions import require_see_module
from alur.evaluation.queries.asking import Asked, Hers, about, hers, module_with_unit
from alur.evaluation.rules import BEST_SCORE, FEWEST, OPEN_FOR
from alur.evaluation.services.responses import ResponseRow, put_responses
from alur.learning.permissions import require_learner

SOURCE = "form"
CHANCE = SystemRandom()


def answer(*, actor: Actor, kind: Kind, code: str, scores: Mapping[str, int], at: datetime) -> bool:
    """Take the actor's answers in; tell whether they are new, since she answers once. scores: 1 to 5 by item.

    Raises Problem `learning.no_learner`, `learning.no_session`, `learning.no_module`, `evaluation.not_asked` (403),
    `evaluation.not_open` (409), `evaluation.bad_answer` (422).
    """
    employee, asked = require_learner(actor), about(kind, code)
    require_scores(asked, scores)
    with transaction.atomic():
        hold(asked.activity_id)
        standing = hers(employee, asked.activity_id)
        require_asked(asked, standing, at)
        if standing.has_answered:
            return False
        Participation.objects.create(activity_id=asked.activity_id, employee=employee)
        Ballot.objects.create(id=uuid4(), activity_id=asked.activity_id, answers=dict(scores))
        # That she has answered, never what.
        audit.write(actor, "evaluation.answer", f"{kind.value}:{code}")
        if Ballot.objects.filter(activity_id=asked.activity_id).count() >= FEWEST:
            pour(asked.activity_id, kind, code, at=at)
    return True


def pour_closed(at: datetime) -> int:
    """Let what still waits of sessions that no longer ask become responses; return of how many activities."""
    over = Activity.objects.filter(ballots__isnull=False, kind=Kind.SESSION, session__ends_at__lte=at - OPEN_FOR)
    found = list(over.distinct().values_list("pk", "code"))
    for activity_id, code in found:
        with transaction.atomic():
            hold(activity_id)
            pour(activity_id, Kind.SESSION, code, at=at)
    return len(found)


def set_asking(*, actor: Actor, code: str, is_open: bool) -> None:
    """Let a module ask for its evaluation, or no longer. Raises Problem `learning.no_module`, `access.not_allowed`."""
    asked = about(Kind.MODULE, code)
    require_see_module(actor, module_with_unit(asked.activity_id))
    with transaction.atomic():
        Survey.objects.update_or_create(activity_id=asked.activity_id, defaults={"is_open": is_open})
        audit.write(actor, "evaluation.set_asking", f"module:{code}", is_open=is_open)


def hold(activity_id: int) -> None:
    """Let others who answer about an activity wait until this transaction ends."""
    Activity.objects.select_for_update(no_key=True).filter(pk=activity_id).values_list("pk", flat=True).first()


def pour(activity_id: int, kind: Kind, code: str, *, at: datetime) -> None:
    """Mix the ballots of an activity and store them as responses of one day; write anew who has answered."""
    codes = {"session_code": code} if kind == Kind.SESSION else {"module_code": code}
    rows = [
        ResponseRow(uuid4(), at, item, Decimal(score), Decimal(BEST_SCORE), **codes)
        for answers in Ballot.objects.filter(activity_id=activity_id).values_list("answers", flat=True)
        for item, score in answers.items()
    ]
    CHANCE.shuffle(rows)
    put_responses(actor=SYSTEM, rows=rows, source=SOURCE)
    Ballot.objects.filter(activity_id=activity_id).delete()
    people = list(Participation.objects.filter(activity_id=activity_id).values_list("employee_id", flat=True))
    CHANCE.shuffle(people)
    Participation.objects.filter(activity_id=activity_id).delete()
    Participation.objects.bulk_create(Participation(activity_id=activity_id, employee_id=id) for id in people)


def require_scores(asked: Asked, scores: Mapping[str, int]) -> None:
    """Raise Problem `evaluation.bad_answer` unless each item has a score of the scale."""
    if set(scores) != set(asked.items) or not all(1 <= score <= BEST_SCORE for score in scores.values()):
        raise Problem(
            "evaluation.bad_answer",
            _("Not every question is answered by one of the five choices."),
            mend=_("Choose one for each."),
            status=422,
        )


def require_asked(asked: Asked, standing: Hers, at: datetime) -> None:
    """Raise Problem unless she took part and the form is open now."""
    if not standing.took_part:
        raise Problem(
            "evaluation.not_asked",
            _("Only those who took part are asked what they thought."),
            mend=_("If you were there, tell the unit that held the session.")
            if asked.kind == Kind.SESSION
            else _("Complete the module first."),
            status=403,
        )
    if not is_open(asked, standing, at):
        raise Problem(
            "evaluation.not_open",
            _("This evaluation is not open now."),
            mend=_("After a session there are 14 days to answer, from its end on.")
            if asked.kind == Kind.SESSION
            else _("Its authors do not ask at the moment."),
            status=409,
        )


def is_open(asked: Asked, standing: Hers, at: datetime) -> bool:
    """Tell whether a form takes answers at a moment."""
    if asked.opens_at is None or asked.closes_at is None:
        return standing.is_open
    return asked.opens_at <= at < asked.closes_at
