"""What the LRS's resources share: version, credentials, headers, refusals (xAPI 1.0.3, Communication; 2.0, 4.1)."""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from alur.base.access import permissions
from alur.base.access.queries.credentials import authenticate_credential
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.base.ui import problems
from alur.records.queries.pages import consistent_through
from alur.records.rules.moments import written
from alur.records.rules.validation import Version
from alur.records.services.timekeeping import keep_time

VERSIONS: tuple[Version, ...] = ("1.0.3", "2.0.0")
NEWEST: Version = VERSIONS[-1]
# Who names no version speaks one from before the header was asked for, and is answered with that one.
BEFORE_HEADER = "0.95"
VERSION_HEADER = "X-Experience-API-Version"
CONSISTENT_HEADER = "X-Experience-API-Consistent-Through"
VERSION_1_0 = re.compile(r"1\.0(?:\.[0-3])?", re.ASCII)
VERSION_2_0 = re.compile(r"2\.0(?:\.0)?", re.ASCII)
LARGEST_BODY_BYTES = 10_000_000

# Any page may call with a credential of its own; cookies are never looked at here.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"ETag, Last-Modified, WWW-Authenticate, {VERSION_HEADER}, {CONSISTENT_HEADER}",
}
ALLOW_HEADERS = f"Authorization, Content-Type, Accept-Language, If-Match, If-None-Match, {VERSION_HEADER}"
PREFLIGHT_SECONDS = 86_400
READING = ("GET", "HEAD")

Handler: TypeAlias = Callable[[HttpRequest, Version], HttpResponse]


def resource(handlers: Mapping[str, Handler], *, needs_version: bool = True) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view of a resource. handlers: by method, GET for HEAD too; needs_version: refuse requests without."""
    known = [*handlers, *(["HEAD"] if "GET" in handlers else []), "OPTIONS"]

    @csrf_exempt
    def view(request: HttpRequest) -> HttpResponse:
        version = version_of(request)
        if request.method in READING:
            keep_time()
        # Before anything is read: what is stored meanwhile may be missing from the answer.
        through = consistent_through()
        try:
            response = answer(request, handlers, known, version, needs_version=needs_version)
        except Problem as problem:
            response = problems.as_json(request, problem)
        answered = version or (NEWEST if VERSION_HEADER in request.headers else BEFORE_HEADER)
        return finished(request, response, {VERSION_HEADER: answered, CONSISTENT_HEADER: written(through)})

    return view


def answer(
    request: HttpRequest,
    handlers: Mapping[str, Handler],
    known: list[str],
    version: Version | None,
    *,
    needs_version: bool,
) -> HttpResponse:
    if request.method == "OPTIONS":
        return preflight(known)
    handler = handlers.get("GET" if request.method == "HEAD" else request.method or "")
    if handler is None:
        return not_allowed(request, known)
    if version is None and needs_version:
        raise bad_version(request)
    return handler(request, version or NEWEST)


def version_of(request: HttpRequest) -> Version | None:
    """Return the version of xAPI that the request speaks, None when it says none that is served."""
    text = request.headers.get(VERSION_HEADER, "")
    if VERSION_1_0.fullmatch(text):
        return "1.0.3"
    return "2.0.0" if VERSION_2_0.fullmatch(text) else None


def bad_version(request: HttpRequest) -> Problem:
    text = request.headers.get(VERSION_HEADER)
    message = f"Version “{text[:80]}” of xAPI is not served." if text else "The request names no version of xAPI."
    mend = f"Send the header {VERSION_HEADER}: {' or '.join(VERSIONS)}."
    return Problem("xapi.bad_version", message, field=VERSION_HEADER, mend=mend)


def caller(request: HttpRequest, scope: str) -> Actor:
    """Return who calls. Raises the Problems of a missing or bad credential (401) and of a missing scope (403)."""
    actor = authenticate_credential(request.headers.get("Authorization", ""))
    permissions.require_scope(actor, scope)
    return actor


def body_of(request: HttpRequest) -> bytes:
    """Return the body of a request that sends JSON.

    Raises the Problems `xapi.content_type` (400), `xapi.content_encoding` (415) and `xapi.too_large` (413).
    """
    require_plain_json(request)
    declared = request.headers.get("Content-Length", "")
    if not declared.isdigit() or int(declared) <= LARGEST_BODY_BYTES:
        body = request.read(LARGEST_BODY_BYTES + 1)
        if len(body) <= LARGEST_BODY_BYTES:
            return body
    raise Problem(
        "xapi.too_large",
        f"The body has more than {LARGEST_BODY_BYTES:,} bytes.",
        mend="Send the statements in several requests.",
        status=413,
    )


def require_plain_json(request: HttpRequest) -> None:
    kind = (request.content_type or "").lower()
    if kind != "application/json":
        what = (
            "Attachments cannot be sent here yet" if kind == "multipart/mixed" else f"“{kind[:80]}” is not taken here"
        )
        raise Problem(
            "xapi.content_type",
            f"{what}.",
            field="Content-Type",
            mend="Send application/json; name attachments by their fileUrl.",
        )
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(
            "xapi.content_encoding",
            "A compressed body is not taken.",
            field="Content-Encoding",
            mend="Send the body as it is.",
            status=415,
        )


def preflight(known: list[str]) -> HttpResponse:
    headers = {
        "Allow": ", ".join(known),
        "Access-Control-Allow-Methods": ", ".join(known),
        "Access-Control-Allow-Headers": ALLOW_HEADERS,
        "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
    }
    return HttpResponse(status=204, headers=headers)


def not_allowed(request: HttpRequest, known: list[str]) -> HttpResponse:
    problem = Problem(
        "xapi.method",
        f"{str(request.method)[:20]} does nothing here.",
        mend=f"Use {', '.join(known)}.",
        status=405,
    )
    response = problems.as_json(request, problem)
    response.headers["Allow"] = ", ".join(known)
    return response


def finished(request: HttpRequest, response: HttpResponse, headers: Mapping[str, str]) -> HttpResponse:
    """Add the headers that every response has, and leave out the body that a HEAD does not want."""
    for name, value in {**CORS, **headers}.items():
        response.headers[name] = value
    if request.method == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
