"""Praise and advice on what somebody completed: given, changed, taken back."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access.queries.acting import names
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.plain import cleaned
from alur.base.lib.problems import Problem
from alur.base.notify import services as notify
from alur.credit.queries.ledger import Line
from alur.growth.models import Feedback, FeedbackKind
from alur.growth.queries import completion_of
from alur.people.models import Employee

PRAISED, ADVISED = "growth.praised", "growth.advised"
LONGEST_TEXT = 500


def give_feedback(*, actor: Actor, entry_id: UUID, kind: FeedbackKind, text: str) -> Feedback:
    """Praise somebody, or advise her, on a completion; she is told. Said again by the same person, it is changed.

    entry_id: of the ledger entry that the completion gave; text: plain, may be empty with praise. Raises Problem
    `growth.no_completion` (404), `growth.no_words`, `growth.too_long`.
    """
    words = fitting(kind, text)
    with transaction.atomic():
        line, employee = completion_of(actor, entry_id)
        # Two at once by the same person become one.
        Employee.objects.select_for_update().filter(pk=employee.pk).values_list("pk", flat=True).first()
        standing = Feedback.objects.filter(evidence_id=line.evidence_id, given_by=actor.name, taken_back_at=None)
        found = standing.first() or Feedback(
            employee=employee,
            evidence_id=line.evidence_id,
            given_by=actor.name,
            given_name=names([actor.name])[actor.name],
        )
        if found.pk and (found.kind, found.text) == (kind, words):
            return found
        found.kind, found.text, found.given_at = kind, words, clock.now()
        found.save()
        audit.write(actor, "growth.give_feedback", f"entry:{entry_id}", kind=kind.value, feedback=found.pk)
        tell(employee, line, found)
    return found


def take_feedback_back(*, actor: Actor, id: int) -> Feedback:
    """Take back what the actor has said; it is seen no more. Twice is once. Raises `growth.no_feedback` (404)."""
    with transaction.atomic():
        found = Feedback.objects.select_for_update(of=("self",)).select_related("employee").filter(pk=id).first()
        if found is None or found.given_by != actor.name:
            raise Problem(
                "growth.no_feedback",
                _("There is no word of yours at this address."),
                mend=_("Open it from the page of your team."),
                status=404,
            )
        if found.taken_back_at is None:
            found.taken_back_at = clock.now()
            found.save(update_fields=["taken_back_at"])
            audit.write(actor, "growth.take_feedback_back", f"feedback:{found.pk}")
            notify.withdraw(found.employee.nip, key_of(found))
    return found


def fitting(kind: FeedbackKind, text: str) -> str:
    """Return a text as it is stored. Raises Problem `growth.no_words`, `growth.too_long`."""
    words = cleaned(text)
    if kind == FeedbackKind.ADVICE and not words:
        raise Problem(
            "growth.no_words",
            _("Advice needs words."),
            field="kata",
            mend=_("Write what she does well or could do next, in a sentence."),
        )
    if len(words) > LONGEST_TEXT:
        raise Problem(
            "growth.too_long",
            _("The text has %(count)s characters; at most %(most)s fit.")
            % {"count": written(len(words)), "most": written(LONGEST_TEXT)},
            field="kata",
            mend=_("Shorten it; a sentence or two are read best."),
        )
    return words


def tell(employee: Employee, line: Line, found: Feedback) -> None:
    notify.tell(
        employee.nip,
        key_of(found),
        kind=PRAISED if found.kind == FeedbackKind.PRAISE else ADVISED,
        values={"name": found.given_name, "title": line.title},
        said=found.text,
        url=reverse("rapor_entry", kwargs={"entry_id": line.id}),
    )


def key_of(found: Feedback) -> str:
    return f"feedback:{found.pk}"
