"""The organiser's screen: the code that the room scans."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.base.ui.qr import picture
from alur.learning.models import Session
from alur.learning.permissions import require_manage
from alur.learning.queries.codes import shown_code
from alur.learning.queries.registrations import count_here
from alur.learning.queries.sessions import session
from alur.learning.rules.codes import typed
from alur.learning.services.arriving import OPENS_BEFORE


@never_cache
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show the page for the screen; it fetches each new code by itself."""
    return render(request, "learning/sesi_layar.html", context(request, code))


@never_cache
@require_safe
def code(request: HttpRequest, code: str) -> HttpResponse:
    """Show the code alone, as the page fetches it."""
    return render(request, "learning/sesi_layar_kode.html", context(request, code))


def context(request: HttpRequest, code: str) -> dict[str, object]:
    found = session(code)
    require_manage(actor_behind(request), found.unit)
    now = clock.now()
    is_open = not found.cancelled_at and found.starts_at - OPENS_BEFORE <= now < found.ends_at
    return {
        "session": found,
        "is_open": is_open,
        "is_over": found.ends_at <= now,
        "here": count_here(found),
        **(shown(request, found, code) if is_open else {}),
    }


def shown(request: HttpRequest, found: Session, code: str) -> dict[str, object]:
    now_shown = shown_code(found.pk, clock.now())
    here = reverse("sesi_hadir", kwargs={"code": code})
    return {
        "typed": typed(now_shown),
        "picture": picture(request.build_absolute_uri(f"{here}?kode={now_shown}")),
        "address": request.build_absolute_uri(here),
    }
