"""What an item said before: its versions, two of them side by side, and one of them brought back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.access.queries.acting import names
from alur.base.lib.differing import Piece, folded, words
from alur.base.lib.posted import KEY_DIGITS, small
from alur.knowledge.models import Item, ItemVersion
from alur.knowledge.permissions import may_curate
from alur.knowledge.queries.items import item_of
from alur.knowledge.queries.versions import text_of_version, version_of, versions
from alur.knowledge.rules.versions import Text
from alur.knowledge.services.restoring import restore


@dataclass(frozen=True, slots=True)
class Compared:
    """What is other between two texts. fields: (name, how it was, how it is) of those that are; body: in pieces."""

    fields: list[tuple[str, str, str]]
    body: list[Piece]

    @property
    def is_same(self) -> bool:
        """Whether nothing is other."""
        return not self.fields and all(piece.side in ("same", "folded") for piece in self.body)


def compared(old: Text, new: Text) -> Compared:
    """Return what is other between two texts, for the page's parts."""
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in ("title", "kind", "language", "source")]
    pairs.insert(2, ("topics", "; ".join(old.topics), "; ".join(new.topics)))
    fields = [pair for pair in pairs if pair[1] != pair[2]]
    return Compared(fields, folded(words(old.body, new.body)))


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show the versions of an item and, of two of them, what is other."""
    actor = actor_behind(request)
    item = item_of(code, actor)
    found = versions(item)
    old, new = chosen(request, found)
    context: dict[str, Any] = {
        "item": item,
        "versions": found,
        "current": found[0].pk if found else 0,
        "old": old,
        "new": new,
        "compared": two(item, old, new) if old and new else None,
        "names": names(name for each in found for name in (each.made_by, each.approved_by) if name),
        "may_curate": may_curate(actor, item.unit),
    }
    return render(request, "knowledge/riwayat.html", context)


def chosen(request: HttpRequest, found: list[ItemVersion]) -> tuple[ItemVersion | None, ItemVersion | None]:
    """Return which two versions are compared: those asked for, else the two newest."""
    by_key = {each.pk: each for each in found}
    wanted = [by_key.get(small(request.GET.get(name, ""), digits=KEY_DIGITS)) for name in ("lama", "baru")]
    if all(wanted):
        return wanted[0], wanted[1]
    own = [each for each in found if not each.origin]
    return (own[1], own[0]) if len(own) > 1 else (None, None)


def two(item: Item, old: ItemVersion, new: ItemVersion) -> Compared:
    texts = [text_of_version(version_of(item, each.pk)) for each in (old, new)]
    return compared(*texts)


@require_POST
def bring_back(request: HttpRequest, code: str) -> HttpResponse:
    """Bring an earlier text back."""
    item = restore(
        actor=actor_behind(request), code=code, version_id=small(request.POST.get("versi", ""), digits=KEY_DIGITS)
    )
    messages.success(request, _("The earlier text is what readers see again."))
    return redirect("pengetahuan_riwayat", code=item.activity.code)
