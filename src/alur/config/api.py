"""The JSON API, put together of the packages' routers. Problems leave as RFC 9457 problem details."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from alur import __version__
from alur.base.lib.problems import Problem, as_details
from alur.home.api import router as search
from alur.insight.api import router as report

UNAUTHORIZED = 401

api = NinjaAPI(
    title="Alur",
    version=__version__,
    description="Learning records, the figures that follow from them, and the search over all that is there to learn.",
    urls_namespace="api",
    docs_url=None,
)
api.add_router("/report", report)
api.add_router("/search", search)


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return a refusal as problem details."""
    response = api.create_response(request, as_details(problem, instance=request.path), status=problem.status)
    response["Content-Type"] = "application/problem+json"
    if problem.status == UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Basic realm="Alur", charset="UTF-8"'
    return response


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return what the schema refused as problem details, one for each fault."""
    faults = tuple(
        Problem("api.invalid", str(fault["msg"]), field=".".join(map(str, fault["loc"])), mend="Correct it.")
        for fault in error.errors
    )
    return on_problem(request, Problem("api.invalid", "The request does not fit the description.", details=faults))
