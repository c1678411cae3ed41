"""Being there: by the code on the screen, or by the page kept open beside the meeting.

A scan is a visit to an address, so a visit counts: the code is the proof, is gone in seconds, and twice is once.
"""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.base.lib.problems import Problem, on_form
from alur.learning.forms.sessions import CodeForm
from alur.learning.models import Way
from alur.learning.permissions import learner
from alur.learning.queries.codes import SCANNED, proves
from alur.learning.queries.registrations import open_spans
from alur.learning.queries.sessions import session
from alur.learning.services import arriving

PROVEN = "alur_scanned"
TIME_TO_SIGN_IN = timedelta(minutes=30)
MOST_PROVEN = 5
OK, UNPROCESSABLE = 200, 422


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Take a scan or a typed code, and show since when she is present."""
    if not request.user.is_authenticated:
        return after_signing_in(request, code)
    given = request.POST.get("kode", "") if request.method == "POST" else request.GET.get("kode", "")
    form = CodeForm({"kode": given} if given or request.method == "POST" else None)
    try:
        take(request, code, form)
    except Problem as problem:
        if problem.field != "kode":
            raise
        on_form(problem, form)
    return shown(request, code, form)


def take(request: HttpRequest, code: str, form: CodeForm) -> None:
    """Note her presence by what she scanned before she signed in, or by the code she gives now."""
    actor = actor_behind(request)
    scanned_at = proven_at(request, code)
    if scanned_at:
        arriving.check_in_proven(actor=actor, code=code, scanned_at=scanned_at)
    elif form.is_valid():
        arriving.check_in(actor=actor, code=code, given=form.cleaned_data["kode"], at=clock.now())


def after_signing_in(request: HttpRequest, code: str) -> HttpResponse:
    """Send her to sign in, and remember in her browser's own session when she scanned a code that holds."""
    found, now = session(code), clock.now()
    if proves(found.pk, request.GET.get("kode", ""), now, lengths=SCANNED):
        earlier = dict(list(request.session.get(PROVEN, {}).items())[-MOST_PROVEN:])
        request.session[PROVEN] = {code: now.isoformat(), **earlier}
    here = reverse("sesi_hadir", kwargs={"code": code})
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': here})}")


def proven_at(request: HttpRequest, code: str) -> datetime | None:
    """Return when she scanned a code before she signed in, None when she did not, or long ago. Serves once."""
    proven = request.session.get(PROVEN)
    if not proven or code not in proven:
        return None
    scanned_at = datetime.fromisoformat(proven.pop(code))
    request.session[PROVEN] = proven
    return scanned_at if scanned_at > clock.now() - TIME_TO_SIGN_IN else None


def shown(request: HttpRequest, code: str, form: CodeForm) -> HttpResponse:
    found, employee = session(code), learner(actor_behind(request))
    since = [begin for way, begin, _seen in open_spans(found, employee) if way == Way.CODE] if employee else []
    context = {
        "session": found,
        "employee": employee,
        "since": max(since[0], found.starts_at) if since else None,
        "now": clock.now(),
        "form": form,
    }
    return render(
        request, "learning/sesi_hadir.html", context, status=UNPROCESSABLE if form.errors and not since else OK
    )


@require_POST
def check_out(request: HttpRequest, code: str) -> HttpResponse:
    """End her presence, as when she leaves before the session does."""
    arriving.check_out(actor=actor_behind(request), code=code, at=clock.now())
    messages.success(request, _("Your presence is recorded."))
    return redirect("sesi_satu", code=code)


@never_cache
@require_safe
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Lead her to the meeting, and note that she comes."""
    found = session(code)
    if found.cancelled_at or not found.join_url:
        return redirect("sesi_satu", code=code)
    actor = actor_behind(request)
    if learner(actor):
        arriving.beat(actor=actor, code=code, at=clock.now())
    return HttpResponseRedirect(found.join_url)


@require_POST
def beat(request: HttpRequest, code: str) -> HttpResponse:
    """Note that she still has the page open; say whether to go on."""
    return JsonResponse({"lanjut": arriving.beat(actor=actor_behind(request), code=code, at=clock.now())})
