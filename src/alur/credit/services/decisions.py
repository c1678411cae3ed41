"""Decisions of people about the ledger. Each is a record, so that a rebuilt ledger knows of it too."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.catalogue.models import Activity
from alur.credit.models import Entry
from alur.credit.statements import reversed_entry
from alur.people.models import Unit
from alur.records.rules.own import AUTHORITY, VERSION
from alur.records.services import append_statements

ACCOUNTS = "urn:alur:account"
LONGEST_REASON = 500


def reverse_entry(*, actor: Actor, entry_id: UUID, reason: str, record_id: UUID) -> None:
    """Take a ledger entry back by a reversal, which is final: the same completion earns nothing again.

    actor: may `ledger.reverse` where the entry was earned; reason: in her words, shown to the employee.
    Raises Problems `credit.no_such_entry` (404), `access.not_allowed`, `credit.reason_missing`, `credit.not_standing`.
    """
    reason = reason.strip()
    with transaction.atomic():
        entry = Entry.objects.filter(pk=entry_id).first()
        if entry is None:
            raise no_such_entry()
        permissions.require(
            actor, "ledger.reverse", path=Unit.objects.values_list("path", flat=True).get(pk=entry.unit_id)
        )
        require_reason(reason)
        require_standing(entry)
        statement = reversed_entry(
            record_id=record_id,
            actor={"objectType": "Agent", "account": {"homePage": ACCOUNTS, "name": actor.name}},
            entry_id=entry_id,
            activity_iri=Activity.objects.values_list("iri", flat=True).get(pk=entry.activity_id),
            reason=reason,
            at=clock.now(),
        )
        append_statements([statement], authority=AUTHORITY, version=VERSION)
        audit.write(actor, "ledger.reverse", f"entry:{entry_id}", reason=reason)


def require_reason(reason: str) -> None:
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Problem(
            "credit.reason_missing",
            _("A reason is needed, of at most %(longest)d characters.") % {"longest": LONGEST_REASON},
            field="reason",
            mend=_("Say in a sentence why the JP are taken back; the employee reads it."),
        )


def require_standing(entry: Entry) -> None:
    reversal = Entry.objects.filter(employee_id=entry.employee_id, year=entry.year, reverses_id=entry.pk).first()
    if entry.reverses_id is not None or reversal is not None:
        raise Problem(
            "credit.not_standing",
            _("This entry has been taken back already, or is itself a reversal."),
            field="entry",
            mend=_("Look at the record again; nothing needs to be done."),
            status=409,
        )


def no_such_entry() -> Problem:
    return Problem(
        "credit.no_such_entry",
        _("There is no such entry in the ledger."),
        mend=_("Open it from the record."),
        status=404,
    )
