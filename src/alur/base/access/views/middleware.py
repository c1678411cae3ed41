"""Every request knows who acts; every page needs a sign-in unless it says otherwise."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from alur.base.access import permissions, queries
from alur.base.access.rules import NOBODY, Actor

MACHINE_DOORS = ("/api/", "/xapi/")
OWN_ACCOUNT = ("/akun", "/keluar", "/bahasa")
FACTOR_SEEN = "alur_factor_seen"


class AccessMiddleware:
    """Puts `request.actor` and keeps strangers out. Machines bring credentials and get 401 from their own views."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or request.path.startswith(MACHINE_DOORS):
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if lacks_factor(request):
            return to_page(request, reverse("account"))
        return None


def actor_of(request: HttpRequest) -> Actor:
    user: Any = request.user
    return queries.actor_of(user) if user.is_authenticated else NOBODY


def to_sign_in(request: HttpRequest) -> HttpResponse:
    # What was posted is lost by the redirect, so she comes back to the page, not to the post.
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.headers.get("Referer", "/")
    return to_page(request, redirect_to_login(back, settings.LOGIN_URL).headers["Location"])


def to_page(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponse(status=302, headers={"Location": address})


def lacks_factor(request: HttpRequest) -> bool:
    """Tell whether her role demands a second factor that she has not set up. Asks the database once a sign-in."""
    if settings.STAFF_MFA != "require" or request.session.get(FACTOR_SEEN) or request.path.startswith(OWN_ACCOUNT):
        return False
    if not permissions.is_staff(queries.actor_behind(request)):
        return False
    user: Any = request.user
    has_factor = queries.has_factor(user)
    if has_factor:
        request.session[FACTOR_SEEN] = True
    return not has_factor
