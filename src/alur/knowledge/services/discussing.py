"""Readers talk below an item; curators mark what answers, and hide what must not stand there."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.base.notify import services as notify
from alur.knowledge.models import Comment, Item
from alur.knowledge.permissions import require_curate, require_reader
from alur.knowledge.queries.discussion import comment_of
from alur.knowledge.queries.items import item_of
from alur.knowledge.services.finding import push_items
from alur.knowledge.services.texts import fitting
from alur.people.models import Employee

SAID, MARKED = "knowledge.said", "knowledge.marked"
LONGEST_COMMENT = 2_000
MOST_AN_HOUR = 20
HOUR = timedelta(hours=1)


def say(*, actor: Actor, code: str, text: str) -> Comment:
    """Say something below an item; its owner, else its author, is told. Said twice within the hour, it stands once.

    Raises Problem `knowledge.no_reader`, `knowledge.no_item`, `knowledge.no_words`, `knowledge.too_long`,
    `knowledge.too_many_comments` (429).
    """
    employee, item = require_reader(actor), item_of(code, actor)
    words = fitted(text)
    with transaction.atomic():
        # Her own row is a queue of one: what she sends at once comes one after the other.
        Employee.objects.select_for_update(of=("self",)).get(pk=employee.pk)
        lately = Comment.objects.filter(employee=employee, said_at__gt=clock.now() - HOUR)
        if same := lately.filter(item=item, text=words).first():
            return same
        if lately.count() >= MOST_AN_HOUR:
            raise too_many()
        made = Comment.objects.create(item=item, employee=employee, text=words, said_at=clock.now())
        audit.write(actor, "knowledge.say", f"comment:{made.pk}", item=code)
        whose = item.owner if item.owner and item.owner.is_active else item.author
        if whose and whose.is_active and whose.pk != employee.pk:
            tell(whose, made, item, kind=SAID, said=words)
    return made


def change(*, actor: Actor, id: int, text: str) -> Comment:
    """Say it in other words; nobody stands for these as an answer. Raises as `say`, `knowledge.no_comment`."""
    employee, words = require_reader(actor), fitted(text)
    with transaction.atomic():
        found = comment_of(actor, id, for_change=True)
        require_own(found, employee)
        if found.text != words:
            was_answer = found.answer_at is not None
            found.text, found.changed_at, found.answer_at, found.answer_by = words, clock.now(), None, ""
            found.save()
            kept(actor, "knowledge.change_comment", found, is_found=was_answer)
    return found


def take_back(*, actor: Actor, id: int) -> Item:
    """Take away what one has said oneself; return the item. Raises Problem `knowledge.no_comment` (404)."""
    employee = require_reader(actor)
    with transaction.atomic():
        found = comment_of(actor, id, for_change=True)
        require_own(found, employee)
        was_answer, item = found.answer_at is not None, found.item
        audit.write(actor, "knowledge.take_back_comment", f"comment:{found.pk}", item=item.activity.code)
        found.delete()
        if was_answer:
            push_items([item.pk])
    return item


def mark(*, actor: Actor, id: int, is_answer: bool) -> Comment:
    """Stand for something said as an answer, or no longer; it is found with the item, and whoever said it is told.

    Raises Problem `access.not_allowed`, `knowledge.no_comment` (404).
    """
    with transaction.atomic():
        found = comment_of(actor, id, for_change=True)
        require_curate(actor, found.item.unit)
        if (found.answer_at is not None) != is_answer and (found.hidden_at is None or not is_answer):
            found.answer_at, found.answer_by = (clock.now(), actor.name) if is_answer else (None, "")
            found.save()
            kept(actor, "knowledge.mark_answer" if is_answer else "knowledge.unmark_answer", found, is_found=True)
            if is_answer and found.employee.is_active and found.employee.nip != actor.subject:
                tell(found.employee, found, found.item, kind=MARKED)
    return found


def hide(*, actor: Actor, id: int, is_hidden: bool) -> Comment:
    """Let something said be seen by curators and whoever said it alone, or by all again. Raises as `mark`."""
    with transaction.atomic():
        found = comment_of(actor, id, for_change=True)
        require_curate(actor, found.item.unit)
        if (found.hidden_at is not None) != is_hidden:
            was_answer = found.answer_at is not None
            found.hidden_at, found.hidden_by = (clock.now(), actor.name) if is_hidden else (None, "")
            found.answer_at, found.answer_by = None, ""
            found.save()
            kept(actor, "knowledge.hide_comment" if is_hidden else "knowledge.show_comment", found, is_found=was_answer)
    return found


def fitted(text: str) -> str:
    return fitting(text, LONGEST_COMMENT, "kata", mend=_("Write what you know, or what you want to know."))


def kept(actor: Actor, action: str, comment: Comment, *, is_found: bool) -> None:
    """Write a change down. is_found: the index holds it, or has held it until now."""
    audit.write(actor, action, f"comment:{comment.pk}", item=comment.item.activity.code)
    if is_found:
        push_items([comment.item_id])


def tell(whose: Employee, comment: Comment, item: Item, *, kind: str, said: str = "") -> None:
    address = reverse("pengetahuan_satu", kwargs={"code": item.activity.code})
    notify.tell(
        whose.nip,
        f"{kind}:{comment.pk}",
        kind=kind,
        values={"title": item.activity.title},
        said=said,
        url=f"{address}#komentar-{comment.pk}",
    )


def require_own(comment: Comment, employee: Employee) -> None:
    if comment.employee_id != employee.pk:
        raise Problem(
            "knowledge.not_yours",
            _("Somebody else has said this."),
            mend=_("Only whoever said it can change it."),
            status=403,
        )


def too_many() -> Problem:
    return Problem(
        "knowledge.too_many_comments",
        _("You have said %(most)s things within an hour.") % {"most": MOST_AN_HOUR},
        field="kata",
        mend=_("Wait a while, then go on."),
        status=429,
    )
