"""Every request gets an id, one line in the log and a place in the metrics: by its route, never by its path."""

import sys
import time
from collections.abc import Callable

import structlog
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Histogram

from alur.base.lib import logs, requestid

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
NO_ROUTE = "unmatched"

log = structlog.get_logger("alur.request")
served = Counter("alur_requests_total", "Requests answered.", ["route", "method", "status"])
latency = Histogram("alur_request_seconds", "Time to answer.", ["route", "method"], buckets=BUCKETS_SECONDS)


class ObservingMiddleware:
    """Stands before all others, so that whatever they do is seen."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond
        got_request_exception.connect(log_exception, dispatch_uid="alur.observing")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = requestid.begin()
        begun = time.perf_counter()
        response = self.respond(request)
        response.headers["X-Request-ID"] = request_id
        note(request, response, seconds=time.perf_counter() - begun)
        requestid.end()
        return response


def note(request: HttpRequest, response: HttpResponseBase, *, seconds: float) -> None:
    """Count and log an answer."""
    route, method = route_of(request), method_of(request)
    served.labels(route, method, response.status_code).inc()
    latency.labels(route, method).observe(seconds)
    logs.tell(
        "request",
        method=method,
        route=route,
        status=response.status_code,
        duration_ms=round(seconds * 1000, 1),
        account=account_of(request),
    )


def route_of(request: HttpRequest) -> str:
    """Return the pattern that the path matched: `modul/<slug:code>`."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return "static" if request.path.startswith("/static/") else NO_ROUTE
    return match.route or "/"


def method_of(request: HttpRequest) -> str:
    # Anyone may make up a method; each would be a series of its own for ever.
    return request.method if request.method in METHODS else "other"


def account_of(request: HttpRequest) -> int | None:
    """Return the number of the account that is signed in. Asks nothing that the request itself did not ask."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed or session.is_empty():
        return None
    key = session.get("_auth_user_id")
    return int(key) if key else None


def log_exception(**_signal: object) -> None:
    log.error("request_failed", exc_info=sys.exc_info()[1])
