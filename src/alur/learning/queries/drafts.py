"""Drafts of modules, for those who may write them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.catalogue.models import Activity, Kind
from alur.learning.models import OPEN_STATES, Draft, DraftState, Module, ModuleContent
from alur.learning.permissions import AUTHOR, REVIEW, within_reach
from alur.learning.queries.files import columns
from alur.learning.rules.content import Asked, parse_screens
from alur.learning.rules.drafting import Typed, typed_from


def drafts(actor: Actor, states: Collection[str] = OPEN_STATES) -> QuerySet[Draft]:
    """Return the drafts in these states that actor may write, the latest first, without what stands in them."""
    found = Draft.objects.filter(within_reach(actor, AUTHOR), state__in=states)
    return found.select_related("unit").order_by("-changed_at", "id")


def awaiting(actor: Actor) -> QuerySet[Draft]:
    """Return the drafts whose review is actor's to decide: asked for by others, last written by others."""
    found = Draft.objects.filter(within_reach(actor, REVIEW), state=DraftState.REVIEW)
    return found.exclude(asked_by=actor.name).exclude(changed_by=actor.name)


def draft_of(actor: Actor, id: UUID) -> Draft:
    """Return a draft. Raises Problem `learning.no_draft` (404), also when it is not hers to see."""
    found = Draft.objects.filter(within_reach(actor, AUTHOR), pk=id).select_related("unit").first()
    if found is None:
        raise Problem(
            "learning.no_draft",
            _("There is no draft at this address."),
            mend=_("Look for it in the list of drafts."),
            status=404,
        )
    return found


def open_draft(code: str) -> Draft | None:
    """Return the draft of a module that is being written."""
    return Draft.objects.filter(code=code, state__in=OPEN_STATES).select_related("unit").first()


def module_of(actor: Actor, code: str) -> Module:
    """Return a module that actor may write. Raises Problem `learning.no_module` (404)."""
    rows = Module.objects.filter(within_reach(actor, AUTHOR), activity__kind=Kind.MODULE, activity__code=code)
    found = rows.select_related("activity", "unit").first() if code.isprintable() else None
    if found is None:
        raise Problem(
            "learning.no_module",
            _("There is no module at this address."),
            mend=_("Look for it in the list of modules."),
            status=404,
        )
    return found


def modules_of(actor: Actor, words: str, *, is_archived: bool) -> QuerySet[Module]:
    """Return the modules that actor may write, by title. words: part of title or code."""
    rows = Module.objects.filter(within_reach(actor, AUTHOR), activity__kind=Kind.MODULE, is_archived=is_archived)
    if words:
        rows = rows.filter(activity__title__icontains=words) | rows.filter(activity__code__icontains=words)
    return rows.select_related("activity", "unit").order_by("activity__title", "activity__code")


def versions(activity_id: int) -> list[ModuleContent]:
    """Return the versions of a module's content, the newest first."""
    return list(ModuleContent.objects.filter(activity_id=activity_id).order_by("-number"))


def version(activity_id: int, number: int) -> ModuleContent:
    """Return a version. Raises Problem `learning.no_version` (404)."""
    found = ModuleContent.objects.filter(activity_id=activity_id, number=min(number, 10**9)).first()
    if found is None:
        raise Problem(
            "learning.no_version",
            _("The module has no such version."),
            mend=_("Choose one from its history."),
            status=404,
        )
    return found


def typed_version(code: str, content: ModuleContent | None) -> Typed:
    """Return a module with a version of its content as it would be typed; None: without any yet."""
    asked = Asked(**content.asked) if content else Asked()
    return typed_from(columns(code), asked, parse_screens(content.body) if content else ())


def codes_taken(stem: str) -> set[str]:
    """Return the codes of modules and drafts that begin so."""
    known = Activity.objects.filter(kind=Kind.MODULE, code__startswith=stem).values_list("code", flat=True)
    return {*known, *Draft.objects.filter(code__startswith=stem).values_list("code", flat=True)}
