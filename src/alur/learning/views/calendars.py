"""Sessions for calendars: a file of one, and a personal calendar by a secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alur.base.access.queries import actor_behind
from alur.learning.permissions import require_learner
from alur.learning.queries.calendar import events, own_events, own_token
from alur.learning.queries.sessions import session
from alur.learning.rules.calendar import calendar
from alur.learning.services.feeds import end_feed, renew_feed

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def of_session(request: HttpRequest, code: str) -> HttpResponse:
    """Send one session as a calendar file."""
    response = HttpResponse(calendar(events([session(code)])), content_type=CALENDAR)
    response["Content-Disposition"] = 'attachment; filename="sesi.ics"'
    return response


@login_not_required
@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Send the sessions of whoever has the secret address. Calendar programs ask for it by themselves."""
    return HttpResponse(calendar(own_events(token), name=_("Sessions in Alur")), content_type=CALENDAR)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Show her secret address; by POST, make a new one or end it."""
    actor = actor_behind(request)
    if request.method == "POST":
        if "akhiri" in request.POST:
            end_feed(actor=actor)
            messages.success(request, _("The address no longer works."))
        else:
            renew_feed(actor=actor)
            messages.success(request, _("This is your new address."))
        return redirect("sesi_kalender")
    token = own_token(require_learner(actor))
    address = request.build_absolute_uri(reverse("kalender", kwargs={"token": token})) if token else ""
    return render(request, "learning/sesi_kalender.html", {"address": address})
