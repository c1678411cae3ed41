"""Questions about ledger entries: asked by the employee, answered by whoever looks after her unit."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.queries import name_of
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.problems import Problem
from alur.base.notify import services as notify
from alur.catalogue.models import Activity
from alur.credit.models import Entry, Message, Question
from alur.credit.permissions import may_answer
from alur.credit.rules.questions import LONGEST_MESSAGE, MOST_MESSAGES, Said, State, after
from alur.credit.services.decisions import no_such_entry
from alur.people.models import Employee

ANSWERED = "credit.answered"


def ask(*, actor: Actor, entry_id: UUID, id: UUID, text: str) -> None:
    """Ask about an entry of one's own, first or again. id: of the message, made by the page; again changes nothing.

    Raises Problems `credit.no_such_entry` (404), `credit.message_missing`, `credit.too_many_messages`.
    """
    with transaction.atomic():
        whose = Entry.objects.filter(pk=entry_id).values("employee_id")
        employee = Employee.objects.filter(pk__in=whose, nip=actor.subject).first() if actor.subject else None
        if employee is None:
            raise no_such_entry()
        say(actor, of(entry_id, employee), Said.ASK, id=id, text=text)


def answer(*, actor: Actor, entry_id: UUID, id: UUID, text: str) -> None:
    """Answer what was asked about an entry. actor: may `ledger.answer` in the employee's unit. id: as of `ask`.

    Raises Problems `credit.no_question` (404), `access.not_allowed`, `credit.message_missing`,
    `credit.too_many_messages`.
    """
    with transaction.atomic():
        question = asked(entry_id)
        if not may_answer(actor, question.employee):
            raise permissions.not_allowed()
        say(actor, question, Said.ANSWER, id=id, text=text)
        notify.tell(
            question.employee.nip,
            key_of(question),
            kind=ANSWERED,
            values={"name": name_of(actor), "title": title_of(question)},
            url=f"{reverse('rapor_entry', kwargs={'entry_id': entry_id})}#pertanyaan",
        )


def close(*, actor: Actor, entry_id: UUID) -> None:
    """Say that it is clear now. actor: who asked. Raises Problem `credit.no_question` (404)."""
    with transaction.atomic():
        question = asked(entry_id)
        if not actor.subject or question.employee.nip != actor.subject:
            raise no_question()
        if question.state != State.CLOSED:
            move(actor, question, Said.CLOSE)
            notify.withdraw(question.employee.nip, key_of(question))


def of(entry_id: UUID, employee: Employee) -> Question:
    fresh = {"employee": employee, "state": State.OPEN, "changed_at": clock.now()}
    Question.objects.get_or_create(entry_id=entry_id, defaults=fresh)
    return Question.objects.select_for_update().get(entry_id=entry_id)


def asked(entry_id: UUID) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("employee__unit")
    question = rows.filter(entry_id=entry_id).first()
    if question is None:
        raise no_question()
    return question


def say(actor: Actor, question: Question, said: Said, *, id: UUID, text: str) -> None:
    text = text.strip()
    if not 0 < len(text) <= LONGEST_MESSAGE:
        raise Problem(
            "credit.message_missing",
            _("A message of at most %(longest)s characters is needed.") % {"longest": written(LONGEST_MESSAGE)},
            field="text",
            mend=_("Say in a few sentences what it is about."),
        )
    if Message.objects.filter(pk=id).exists():
        return
    if question.messages.count() >= MOST_MESSAGES:
        raise Problem(
            "credit.too_many_messages",
            _("This question has %(most)d messages already.") % {"most": MOST_MESSAGES},
            field="text",
            mend=_("Speak with each other directly."),
            status=409,
        )
    Message.objects.create(
        id=id,
        question=question,
        is_hers=said == Said.ASK,
        by=actor.name,
        by_name=name_of(actor),
        text=text,
        at=clock.now(),
    )
    move(actor, question, said)


def move(actor: Actor, question: Question, said: Said) -> None:
    question.state, question.changed_at = after(said), clock.now()
    question.save(update_fields=["state", "changed_at"])
    # What was said is no business of whoever reads the trail.
    audit.write(actor, f"ledger.{said}", f"entry:{question.entry_id}")


def key_of(question: Question) -> str:
    return f"question:{question.pk}"


def title_of(question: Question) -> str:
    entry = Entry.objects.filter(pk=question.entry_id)
    return Activity.objects.values_list("title", flat=True).get(pk__in=entry.values("activity_id"))


def no_question() -> Problem:
    return Problem(
        "credit.no_question",
        _("Nothing has been asked about this entry."),
        mend=_("Open it from the list of questions."),
        status=404,
    )
