"""Modules taken along on a phone: a copy that works without a network, and the door for what was done meanwhile."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from alur.base.access.queries import actor_behind, viewer
from alur.base.lib.problems import Problem, as_details
from alur.base.ui.problems import as_json
from alur.learning.forms import kept
from alur.learning.permissions import require_learner, required
from alur.learning.queries import phones
from alur.learning.queries.contents import file_address
from alur.learning.queries.reading import Reading, reading
from alur.learning.queries.week import of_week
from alur.learning.services.phones import Deed, Outcome, carry_out
from alur.learning.views.panels import panels

MOST_WEIGHED = 1_000
WEIGHED: dict[str, int] = {}


@require_safe
@never_cache
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """Show a module whole, to be kept on a phone and worked through there."""
    page = reading(actor_behind(request).subject, code)
    required(page.employee)
    if page.offer.is_archived:
        raise Problem(
            "learning.archived",
            _("This module is no longer offered."),
            mend=_("It is taken off the phone; what you did in it is kept. Choose another from the list of modules."),
            status=410,
        )
    if page.contents is None:
        raise Problem(
            "learning.not_offline",
            _("This module needs a network."),
            mend=_("It cannot be saved on the phone."),
            status=404,
        )
    return HttpResponse(copied(request, page))


def copied(request: HttpRequest, page: Reading) -> str:
    """Return the page that a phone keeps of a module."""
    load = phones.load(page.version) if page.version else None
    context = {
        "page": page,
        "standing": phones.standing(page),
        "outline": phones.outline(page),
        "load": load,
        "carried": [file_address(page.offer.code, name) for name in load.carried] if load else [],
    }
    return render_to_string("learning/bekal.html", context, request)


def weight_bytes(request: HttpRequest, page: Reading) -> int:
    """Return how much a phone keeps of a module, beside the screens' styles and scripts that it keeps anyway.

    Weighed once a process for each version and language; another person's name and progress make no odds.
    """
    key = f"{page.offer.code}-{phones.stamp(page)}"
    if key not in WEIGHED:
        if len(WEIGHED) >= MOST_WEIGHED:
            WEIGHED.clear()
        files = phones.load(page.version).carried_bytes if page.version else 0
        WEIGHED[key] = len(copied(request, page).encode()) + files
    return WEIGHED[key]


@login_not_required
@require_safe
@never_cache
def luggage(request: HttpRequest) -> HttpResponse:
    """Show what this phone holds, which its scripts fill in. Kept by it too, so it is asked for in either language."""
    language = request.GET.get("bahasa", "")
    with translation.override(language if language in ("id", "en") else translation.get_language()):
        return render(request, "learning/luring.html")


@require_safe
@never_cache
def week(request: HttpRequest) -> HttpResponse:
    """Tell a phone the modules of this week, which it takes along from their own pages."""
    employee = require_learner(actor_behind(request))
    found = [
        {"page": reverse("modul_satu", kwargs={"code": each.code}), "title": each.title} for each in of_week(employee)
    ]
    return JsonResponse({"modules": found})


@require_http_methods(["GET", "POST"])
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """Tell a phone who is signed in and its form token; by POST, carry out what it kept, and tell of each."""
    try:
        if request.method == "GET":
            return JsonResponse({"account": viewer(request).tag, "token": get_token(request)})
        return taken(request)
    except Problem as problem:
        return as_json(request, problem)


def taken(request: HttpRequest) -> JsonResponse:
    sent = kept.read_kept(body_of(request))
    if sent.account != viewer(request).tag:
        raise Problem(
            "learning.other_account",
            _("What is kept on this phone belongs to another account."),
            mend=_("Sign in with the account it was done with."),
            status=409,
        )
    actor = actor_behind(request)
    employee = require_learner(actor)
    deeds = [kept.deed(raw) for raw in sent.forms]
    outcomes = carry_out(actor=actor, deeds=deeds, phone_now=sent.now)
    pairs = list(zip(deeds, outcomes, strict=True))
    of_modules = [(deed, each) for deed, each in pairs if isinstance(deed, Deed) and deed.opened is None]
    codes = {deed.code for deed, each in of_modules if not each.problem}
    pages = {code: reading(employee.nip, code) for code in sorted(codes)}
    results = [told(request, pages, deed, each) for deed, each in pairs]
    standings = {reverse("modul_satu", kwargs={"code": code}): phones.standing(page) for code, page in pages.items()}
    return JsonResponse({"results": results, "pages": standings})


def body_of(request: HttpRequest) -> bytes:
    """Return the body. Raises Problem `learning.queue_too_large` (413)."""
    body = request.read(kept.LARGEST_BODY_BYTES + 1)
    if len(body) > kept.LARGEST_BODY_BYTES:
        raise Problem(
            "learning.queue_too_large",
            _("The phone has sent too much at once."),
            mend=_("Reload the page, then send it again."),
            status=413,
        )
    return body


def told(
    request: HttpRequest, pages: Mapping[str, Reading], deed: Deed | Problem, outcome: Outcome
) -> dict[str, object]:
    """Return what the phone is told of one form. shown: what a completion gave, as HTML."""
    answer: dict[str, object] = {"fate": outcome.fate}
    if outcome.problem:
        answer["problem"] = as_details(outcome.problem)
    if outcome.completed and isinstance(deed, Deed):
        page = pages[deed.code]
        shown = panels(page.employee, outcome.completed) if page.employee else ()
        answer |= {"title": page.offer.title, "shown": Markup().join(shown)}
    return answer
