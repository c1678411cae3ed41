"""A draft in review: what it changes, how it looks, and the decision."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alur.base.access.queries.acting import names
from alur.base.access.rules import Actor
from alur.base.lib import posted
from alur.learning.importers.drafts import ask, checked, publish
from alur.learning.models import Draft, DraftState, Module
from alur.learning.permissions import REVIEW, may
from alur.learning.queries.contents import draft_images, shown_screens
from alur.learning.queries.drafts import draft_of, module_of, typed_version, version, versions
from alur.learning.queries.notes import NOTHING
from alur.learning.queries.opinions import words_on
from alur.learning.rules import differences
from alur.learning.rules.drafting import SINGLE, Typed, typed_of
from alur.learning.rules.opinions import FEWEST, mean_stars
from alur.learning.services.reviewing import give_back
from alur.learning.views.drafts import author


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is other. name: as of Typed."""

    name: str
    old: str
    new: str


def other_fields(old: Typed, new: Typed) -> list[Field]:
    pairs = ((name, getattr(old, name).strip(), getattr(new, name).strip()) for name in SINGLE)
    return [Field(name, before, after) for name, before, after in pairs if before != after]


def compared(old: Typed, new: Typed) -> dict[str, Any]:
    """Return what is other, for the page's parts."""
    screens = differences.screens([text.strip() for text in old.screens], [text.strip() for text in new.screens])
    return {"fields": other_fields(old, new), "screens": screens}


@require_safe
def review(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show a draft to whoever decides about it, or to who wants to ask for that."""
    actor = author(request)
    draft = draft_of(actor, id)
    typed = typed_of(draft.body)
    found = checked(draft.code, typed, draft.images)
    before = published_before(draft)
    context = {
        "draft": draft,
        "typed": typed,
        "checked": found,
        "shown": shown_screens(found.drafted.parsed.screens, draft_images(draft)) if not found.wrong else (),
        "before": compared(before, typed) if before else None,
        "may_decide": draft.state == DraftState.REVIEW and may_decide(actor, draft),
        "is_own": actor.name in (draft.asked_by, draft.changed_by),
        "asked_it": actor.name == draft.asked_by,
        "names": names([draft.changed_by, draft.asked_by, draft.made_by]),
        "nothing": NOTHING,
        "copy_id": uuid4(),
    }
    return render(request, "learning/tinjau.html", context)


def may_decide(actor: Actor, draft: Draft) -> bool:
    return may(actor, REVIEW, draft.unit) and actor.name not in (draft.asked_by, draft.changed_by)


def published_before(draft: Draft) -> Typed | None:
    """Return the module as it was before the draft, None when it is new."""
    module = Module.objects.filter(activity__kind="module", activity__code=draft.code).first()
    if module is None:
        return None
    earlier = [each for each in versions(module.pk) if draft.published_as is None or each.number < draft.published_as]
    return typed_version(draft.code, earlier[0]) if earlier else None


@require_POST
def ask_for(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask for the review."""
    ask(actor=author(request), id=id, revision=posted.small(request.POST.get("revision", "")))
    messages.success(request, _("A review is asked for. Another curator or the training centre publishes it."))
    return redirect("kurasi_tinjau", id=id)


@require_POST
def decide(request: HttpRequest, id: UUID) -> HttpResponse:
    """Publish the draft, or give it back with what to change."""
    actor = author(request)
    if "terbit" in request.POST:
        draft = publish(actor=actor, id=id, revision=posted.small(request.POST.get("revision", "")))
        messages.success(request, _("Published as version %(number)s.") % {"number": draft.published_as})
        return redirect("kurasi_riwayat", code=draft.code)
    give_back(actor=actor, id=id, said=posted.text(request.POST.get("said", "")).strip())
    return redirect("kurasi_draf", id=id)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Show the versions of a module and, of two of them, what is other."""
    actor = author(request)
    module = module_of(actor, code)
    found = versions(module.pk)
    old, new = chosen(request, [each.number for each in found])
    context = {
        "module": module,
        "versions": found,
        "old": old,
        "new": new,
        "compared": compared(typed_of_version(module, old), typed_of_version(module, new)) if old else None,
        "draft_id": uuid4(),
        "mean": mean_stars(module.rating_count, module.rating_sum),
        "fewest": FEWEST,
        "words": words_on(module.pk, count=module.rating_count),
    }
    return render(request, "learning/riwayat.html", context)


def chosen(request: HttpRequest, numbers: list[int]) -> tuple[int, int]:
    """Return which two versions are compared: those asked for, else the two newest; zeros when there is only one."""
    wanted = [posted.small(request.GET.get(name, "")) for name in ("lama", "baru")]
    old, new = wanted if all(each in numbers for each in wanted) else ([*numbers[1:2], 0][0], [*numbers[:1], 0][0])
    return (old, new) if old else (0, 0)


def typed_of_version(module: Module, number: int) -> Typed:
    return typed_version(module.activity.code, version(module.pk, number))
