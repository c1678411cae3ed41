"""One's own notices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.notify.queries import all_of
from alur.base.notify.services import take_note

MOST_SHOWN = 100
LARGEST_ID = 2**63 - 1


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the viewer's notices."""
    return render(request, "notify/kabar.html", {"notices": all_of(actor_behind(request), count=MOST_SHOWN)})


@require_POST
def read(request: HttpRequest, id: int) -> HttpResponse:
    """Take note of one; back to where the viewer was."""
    take_note(actor=actor_behind(request), id=min(id, LARGEST_ID))
    return redirect("kabar" if "semua" in request.POST else "/")
