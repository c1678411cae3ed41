"""Asks for reports by mail, and stops them."""

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access.queries import account_behind
from alur.base.access.rules import SYSTEM, Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.insight.models import Subscription
from alur.insight.permissions import require_subscribe
from alur.insight.rules.periods import Every
from alur.people.models import Unit

SALT = "alur.insight.subscription"


def subscribe(
    *, actor: Actor, unit: Unit | None, every: Every, has_xlsx: bool, has_pdf: bool, language: str
) -> Subscription:
    """Have a report sent to the actor's own address. Asked again for the same unit and rhythm, its form changes.

    unit: it and all below it, None for the whole agency. Raises Problems `access.not_allowed`, `insight.no_address`,
    `insight.no_form`.
    """
    require_subscribe(actor, unit)
    account = account_behind(actor)
    if account is None or not account.email:
        raise Problem(
            "insight.no_address",
            _("Your account has no e-mail address to send to."),
            mend=_("Have it entered in the staff list, or by an administrator."),
            status=409,
        )
    if not (has_xlsx or has_pdf):
        raise Problem(
            "insight.no_form",
            _("Choose at least one form of file."),
            field="pdf",
            mend=_("Tick PDF or XLSX."),
        )
    form = {"has_xlsx": has_xlsx, "has_pdf": has_pdf, "language": language}
    with transaction.atomic():
        found, is_new = Subscription.objects.update_or_create(
            account=account,
            unit=unit,
            every=every,
            defaults=form,
            create_defaults={**form, "made_at": clock.now()},
        )
        audit.write(actor, "reports.subscribe", target(found), every=every, unit=unit.code if unit else "", new=is_new)
    return found


def stop(*, actor: Actor, id: int) -> None:
    """Stop a report of the actor's own. Raises Problem `insight.no_subscription` (404)."""
    account = account_behind(actor)
    with transaction.atomic():
        found = Subscription.objects.filter(pk=id, account=account).first() if account else None
        if found is None:
            raise no_subscription()
        end(found, actor, why="stopped")


def stop_by_link(text: str) -> None:
    """Stop the report that a mail's link names; twice is once. Raises Problem `insight.no_subscription` (404)."""
    id = subscription_behind(text)
    if id is None:
        raise no_subscription()
    with transaction.atomic():
        found = Subscription.objects.filter(pk=id).first()
        if found is not None:
            end(found, SYSTEM, why="link")


def end(found: Subscription, actor: Actor, *, why: str) -> None:
    """Remove a subscription within the caller's transaction. why: stopped, link, or role for a right that was lost."""
    audit.write(actor, "reports.end", target(found), why=why)
    found.delete()


def seal(found: Subscription) -> str:
    """Return what the link that stops a report ends with. Whoever has it may stop it, and nothing else."""
    return signer().sign(str(found.pk))


def subscription_behind(text: str) -> int | None:
    """Return the subscription that a link names, None when the link is not ours."""
    try:
        return int(signer().unsign(text))
    except (BadSignature, ValueError):
        return None


def signer() -> Signer:
    return Signer(salt=SALT, sep=".")


def target(found: Subscription) -> str:
    return f"subscription:{found.pk}"


def no_subscription() -> Problem:
    return Problem(
        "insight.no_subscription",
        _("There is no such report to stop."),
        mend=_("It may have been stopped already; see the list of your reports."),
        status=404,
    )
