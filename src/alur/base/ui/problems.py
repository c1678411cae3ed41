"""Refusals as pages or, for programs, as RFC 9457 problem details; never a stack trace."""

import json
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alur.base.lib import requestid
from alur.base.lib.problems import Problem, as_details

MACHINE_DOORS = ("/api/", "/xapi/")
UNAUTHORIZED = 401
SERVER_ERROR = 500


class ProblemMiddleware:
    """Turns a Problem that a view let through into its answer."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Problem) else None


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the problem as JSON to a program, as a page to a person."""
    if request.path.startswith(MACHINE_DOORS):
        return as_json(request, problem)
    return as_page(request, problem)


def as_json(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return RFC 9457 problem details."""
    details = as_details(problem, instance=f"{request.path}#{requestid.current()}")
    response = HttpResponse(
        json.dumps(details, ensure_ascii=False), content_type="application/problem+json", status=problem.status
    )
    if problem.status == UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Basic realm="Alur", charset="UTF-8", Bearer'
    return response


def as_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return a page that says what is wrong and how to mend it."""
    # When the house itself is broken, its page must not lean on database or session.
    template = "ui/broken.html" if problem.status >= SERVER_ERROR else "ui/problem.html"
    context = {"problem": problem, "request_id": requestid.current()}
    body = render_to_string(template, context, request=request)
    return HttpResponse(body, status=problem.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return answer(
            request,
            Problem(
                "http.too_large",
                _("What was sent is too large, so nothing of it was taken."),
                mend=_("Go back and send less at once; what you typed still stands there."),
                status=413,
            ),
        )
    return answer(
        request,
        Problem("http.bad_request", _("This request cannot be understood."), mend=_("Go back and try again.")),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(
        request,
        Problem(
            "http.forbidden",
            _("Your role does not allow this here."),
            mend=_("Ask your unit's manager."),
            status=403,
        ),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(
        request,
        Problem(
            "http.not_found",
            _("There is no page at this address."),
            mend=_("Check the address, or start from the home page."),
            status=404,
        ),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    return answer(
        request,
        Problem(
            "http.too_many",
            _("Too many requests in a short time."),
            mend=_("Wait a minute, then try again."),
            status=429,
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(
        request,
        Problem(
            "http.server_error",
            _("Something broke on our side."),
            mend=_("Try again. If it stays so, tell your administrator the number below."),
            status=500,
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(
        request,
        Problem(
            "http.csrf",
            _("This form is no longer valid."),
            mend=_("Go back, reload the page and send it again. Cookies must be allowed."),
            status=403,
        ),
    )
