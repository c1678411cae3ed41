"""Readers rate modules and report mistakes in them; whoever writes the module answers."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access.models import Account
from alur.base.access.queries.acting import ACCOUNT
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.plain import cleaned
from alur.base.lib.problems import Problem
from alur.base.notify import services as notify
from alur.base.notify.rules import recipient
from alur.learning.models import Draft, DraftState, MistakeReport, Module, Rating, ReportState
from alur.learning.models.opinions import FEWEST_STARS, MOST_STARS
from alur.learning.permissions import require_learner
from alur.learning.queries.offers import offer
from alur.learning.queries.opinions import has_completed, report_of
from alur.learning.rules.opinions import LONGEST_ANSWER, LONGEST_REPORT, LONGEST_WORD, MOST_OPEN_REPORTS

REPORTED, ANSWERED = "learning.mistake_reported", "learning.mistake_answered"
UNPROCESSABLE = 422


def rate_module(*, actor: Actor, code: str, stars: int, text: str = "") -> None:
    """Let a module have the actor's stars, 1 to 5, and a word on it; said again, they are changed.

    Raises Problem `learning.no_learner`, `learning.no_module`, `learning.not_completed` (409), `learning.bad_stars`,
    `learning.too_long`.
    """
    employee, found = require_learner(actor), offer(code)
    words = fitting(text, LONGEST_WORD, "kata")
    if not FEWEST_STARS <= stars <= MOST_STARS:
        raise Problem(
            "learning.bad_stars",
            _("A module has one to five stars."),
            field="bintang",
            mend=_("Choose one of the five."),
            status=UNPROCESSABLE,
        )
    if not has_completed(employee, found.activity_id):
        raise Problem(
            "learning.not_completed",
            _("Only who has completed a module rates it."),
            mend=_("Complete it first."),
            status=409,
        )
    with transaction.atomic():
        hold(found.activity_id)
        key: dict[str, Any] = {"activity_id": found.activity_id, "employee": employee}
        said = {"stars": stars, "text": words}
        if Rating.objects.filter(**key, **said).exists():
            return
        Rating.objects.update_or_create(**key, defaults={**said, "rated_at": clock.now()})
        rows = Rating.objects.filter(activity_id=found.activity_id).aggregate(count=Count("pk"), total=Sum("stars"))
        Module.objects.filter(pk=found.activity_id).update(rating_count=rows["count"], rating_sum=rows["total"])
        # Neither stars nor words: who reads the trail is not to know them.
        audit.write(actor, "learning.rate_module", f"module:{code}")


def report_mistake(
    *, actor: Actor, id: UUID, code: str, text: str, screen: int | None = None, version: int = 0
) -> None:
    """Tell those who write a module of a mistake in it. Twice by the same id is once.

    id: made by the page; screen: on which she found it; version: of the content that she read. Raises Problem
    `learning.no_module`, `learning.no_words`, `learning.too_long`, `learning.too_many_reports` (429).
    """
    found = offer(code)
    words = fitting(text, LONGEST_REPORT, "kekeliruan")
    require_words(words, "kekeliruan", _("Say in a sentence what is wrong."))
    with transaction.atomic():
        hold(found.activity_id)
        if MistakeReport.objects.filter(pk=id).exists():
            return
        require_few(actor, found.activity_id)
        made = MistakeReport.objects.create(
            id=id,
            activity_id=found.activity_id,
            screen=screen,
            version=version,
            text=words,
            reported_by=actor.name,
            recipient=recipient(actor.subject, actor.name),
            reported_at=clock.now(),
        )
        audit.write(actor, "learning.report_mistake", f"module:{code}", report=str(id))
        tell_author(made, code, found.title)


def answer_report(*, actor: Actor, id: UUID, text: str) -> None:
    """Answer a report; who made it is told. Answered again, the answer is changed.

    Raises Problem `learning.no_report` (404), `learning.no_words`, `learning.too_long`.
    """
    words = fitting(text, LONGEST_ANSWER, "jawaban")
    require_words(words, "jawaban", _("Say what you have changed, or why it is right as it is."))
    with transaction.atomic():
        report_of(actor, id)
        found = MistakeReport.objects.select_for_update(of=("self",)).select_related("activity").get(pk=id)
        if (found.state, found.answer) == (ReportState.ANSWERED, words):
            return
        found.state, found.answer = ReportState.ANSWERED, words
        found.answered_by, found.answered_at = actor.name, clock.now()
        found.save(update_fields=["state", "answer", "answered_by", "answered_at"])
        audit.write(actor, "learning.answer_report", f"report:{id}")
        notify.tell(
            found.recipient,
            f"answer:{id}",
            kind=ANSWERED,
            values={"title": found.activity.title},
            said=words,
            url=reverse("modul_pendapat", kwargs={"code": found.activity.code}),
        )


def hold(activity_id: int) -> None:
    """Let others who say something of the same module wait, so that two at once are told apart or become one."""
    Module.objects.select_for_update().filter(pk=activity_id).values_list("pk", flat=True).first()


def tell_author(made: MistakeReport, code: str, title: str) -> None:
    """Tell who wrote the version that readers see, when it was written here; the queue in Curation has it anyway."""
    drafts = Draft.objects.filter(code=code, state=DraftState.PUBLISHED).order_by("-published_as")
    name = drafts.values_list("made_by", flat=True).first()
    if name is None or name == made.reported_by:
        return
    number = name.removeprefix(ACCOUNT)
    subject = (
        Account.objects.filter(pk=int(number)).values_list("subject", flat=True).first() if number.isdecimal() else ""
    )
    notify.tell(
        recipient(subject or "", name),
        f"report:{made.pk}",
        kind=REPORTED,
        values={"title": title},
        said=made.text,
        url=reverse("kurasi_laporan", kwargs={"id": made.pk}),
    )


def require_few(actor: Actor, activity_id: int) -> None:
    waiting = MistakeReport.objects.filter(activity_id=activity_id, reported_by=actor.name, state=ReportState.OPEN)
    if waiting.count() >= MOST_OPEN_REPORTS:
        raise Problem(
            "learning.too_many_reports",
            _("%(most)s of your reports on this module wait for an answer.") % {"most": MOST_OPEN_REPORTS},
            mend=_("Wait until they are answered."),
            status=429,
        )


def require_words(words: str, field: str, mend: str) -> None:
    if not words:
        raise Problem("learning.no_words", _("Words are missing."), field=field, mend=mend, status=UNPROCESSABLE)


def fitting(text: str, most: int, field: str) -> str:
    """Return a text as it is stored. Raises Problem `learning.too_long`."""
    words = cleaned(text)
    if len(words) > most:
        raise Problem(
            "learning.too_long",
            _("The text has %(count)s characters; at most %(most)s fit.")
            % {"count": written(len(words)), "most": written(most)},
            field=field,
            mend=_("Shorten it; a sentence or two are read best."),
            status=UNPROCESSABLE,
        )
    return words
