"""What a page may load and run, told to browsers with each answer."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse


def policy_middleware(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Send the policy of the settings, the same for all answers: the library would write it for each.

    Files bring a stricter one of their own.
    """
    policy = build_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault(HEADER, policy)
        return response

    return middleware
