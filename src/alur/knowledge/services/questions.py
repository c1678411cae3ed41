"""What nobody found: asked of the curators, answered by an item."""

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.base.notify import services as notify
from alur.base.notify.rules import recipient
from alur.catalogue.models import Kind
from alur.catalogue.services import Content, put_activities
from alur.knowledge.models import How, Item, Question
from alur.knowledge.permissions import reader
from alur.knowledge.queries.items import item_of
from alur.knowledge.queries.questions import asked_alike, question_of
from alur.knowledge.rules.caring import next_review
from alur.knowledge.services.finding import push_items
from alur.knowledge.services.texts import UNPROCESSABLE, fitting
from alur.knowledge.services.versions import Cause, keep_versions
from alur.people.models import Employee
from alur.records.services import stamp
from alur.search.rules.asking import question

ANSWERED, CLOSED = "knowledge.answered", "knowledge.closed"
ANSWER = "answer"
LONGEST_QUESTION, LONGEST_STEMS, LONGEST_TITLE, LONGEST_ANSWER = 300, 1_000, 300, 50_000
MOST_OPEN = 20


def ask(*, actor: Actor, text: str) -> Question:
    """Ask the curators. The same question of the same person is one while it waits for an answer.

    Raises Problem `knowledge.no_words`, `knowledge.too_long`, `knowledge.too_many_questions` (429).
    """
    mend = _("Ask in a sentence, as you would ask a colleague.")
    words = " ".join(fitting(text, LONGEST_QUESTION, "q", mend=mend).split())
    stems = " ".join(sorted(question(words).terms))[:LONGEST_STEMS]
    if not stems:
        raise Problem("knowledge.no_words", _("There is no word in this."), field="q", mend=mend, status=UNPROCESSABLE)
    hers = Question.objects.filter(asked_by=actor.name, answered_at=None)
    with transaction.atomic():
        if hers.filter(stems=stems).exists():
            return hers.get(stems=stems)
        require_few(hers)
        employee = reader(actor)
        unit_id = employee.unit_id if employee else None
        told = {"text": words, "recipient": recipient(actor.subject, actor.name), "unit_id": unit_id}
        # Sent twice at once, the database lets one in.
        made, is_new = Question.objects.get_or_create(
            stems=stems, asked_by=actor.name, answered_at=None, defaults={**told, "asked_at": clock.now()}
        )
        if is_new:
            audit.write(actor, "knowledge.ask", f"question:{made.pk}")
    return made


def require_few(hers: "QuerySet[Question]") -> None:
    if hers.count() >= MOST_OPEN:
        raise Problem(
            "knowledge.too_many_questions",
            _("%(most)s of your questions wait for an answer.") % {"most": MOST_OPEN},
            field="q",
            mend=_("Wait until some are answered."),
            status=429,
        )


def answer(*, actor: Actor, id: int, title: str, body: str, source: str = "") -> Item:
    """Answer a question and all like it by a new item, which is found at once and verified by who wrote it.

    Those who asked are told. Raises Problem `access.not_allowed`, `knowledge.no_question` (404),
    `knowledge.answered_already` (409), `knowledge.no_words`, `knowledge.too_long`.
    """
    name = " ".join(fitting(title, LONGEST_TITLE, "judul", mend=_("Give the answer a title.")).split())
    text = fitting(body, LONGEST_ANSWER, "jawaban", mend=_("Write the answer."))
    with transaction.atomic():
        known_at = stamp()
        alike = waiting(actor, id)
        item = written(actor, alike[0], name, text, known_at)
        item.source = fitting(source, LONGEST_QUESTION, "sumber")
        item.save()
        keep_versions(actor=actor, item_ids=[item.pk], cause=Cause(How.ANSWER))
        push_items([item.pk])
        settle(actor, alike, item=item)
        audit.write(actor, "knowledge.answer", f"question:{id}", item=item.activity.code)
    return item


def answer_by(*, actor: Actor, id: int, code: str) -> None:
    """Answer a question and all like it by an item that is there. Raises as `answer`, and `knowledge.no_item`."""
    item = item_of(code, actor)
    with transaction.atomic():
        settle(actor, waiting(actor, id), item=item)
        audit.write(actor, "knowledge.answer", f"question:{id}", item=code)


def close(*, actor: Actor, id: int, said: str) -> None:
    """Leave a question and all like it without an item, and say why to those who asked. Raises as `answer`."""
    words = fitting(said, LONGEST_QUESTION, "alasan", mend=_("Say in a sentence why there is no answer."))
    with transaction.atomic():
        settle(actor, waiting(actor, id), said=words)
        audit.write(actor, "knowledge.close_question", f"question:{id}")


def waiting(actor: Actor, id: int) -> list[Question]:
    """Return a question and all like it, for a change. Raises Problem `knowledge.answered_already` (409)."""
    found = question_of(actor, id)
    alike = list(asked_alike(found).select_for_update())
    if found.answered_at is not None or not alike:
        raise Problem(
            "knowledge.answered_already",
            _("Somebody has answered this meanwhile."),
            mend=_("Read the answer; what it lacks can be added there."),
            status=409,
        )
    return alike


def written(actor: Actor, asked: Question, title: str, body: str, known_at: int) -> Item:
    owner = reader(actor)
    # The question's own number, so that two who answer at once never choose the same code.
    code = f"TJ-{clock.today().year}-{asked.pk:05}"
    content = Content(code, title, published_on=clock.today())
    activity = put_activities(Kind.KNOWLEDGE, [content], known_at=known_at)[code].activity
    return Item(
        activity=activity,
        kind=ANSWER,
        body=body,
        unit_id=unit_of(asked, owner),
        author=owner,
        owner=owner,
        owner_unit_id=owner.unit_id if owner else None,
        created_on=clock.today(),
        review_on=next_review(ANSWER, clock.today()),
        verified_at=clock.now(),
        verified_by=actor.name,
    )


def unit_of(asked: Question, owner: Employee | None) -> int | None:
    """Return whose curators look after an answer: those of who answers, else of who asked."""
    return owner.unit_id if owner else asked.unit_id


def settle(actor: Actor, alike: list[Question], *, item: Item | None = None, said: str = "") -> None:
    """Give questions their answer and tell those who asked, each by her own words."""
    for each in alike:
        each.item, each.said, each.answered_by, each.answered_at = item, said, actor.name, clock.now()
        notify.tell(
            each.recipient,
            f"question:{each.pk}",
            kind=ANSWERED if item else CLOSED,
            values={"text": each.text},
            said=said,
            url=reverse("pengetahuan_satu", kwargs={"code": item.activity.code}) if item else reverse("tanya"),
        )
    Question.objects.bulk_update(alike, ["item", "said", "answered_by", "answered_at"])
