"""Light, dark or as the device has it: chosen by a plain form, known to the server, so that no page flashes."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "tema"
THEMES = ("light", "dark")
A_YEAR_SECONDS = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """Return the theme that was chosen on this device: `light`, `dark`, or "" for the device's own."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else ""


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep a theme for this device and go back to the page; anything but a theme means the device's own."""
    back = request.POST.get("next", "")
    answer = redirect(back if is_in_the_house(request, back) else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie(
            COOKIE, chosen, max_age=A_YEAR_SECONDS, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
        )
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def is_in_the_house(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
