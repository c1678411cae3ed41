"""Sends files that were kept: whole or the part that was asked for, never read into memory, and never as a page."""

from collections.abc import Generator, Iterator
from contextlib import closing
from threading import BoundedSemaphore

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from alur.base.files.queries import is_kept, opened, size_bytes
from alur.base.files.rules import Span, Unsatisfiable, Use, content_type, span_of, use_of
from alur.base.lib.problems import Problem

CHUNK_BYTES = 65_536
AT_ONCE_BYTES = 2_000_000
# At most so many threads of a process wait for slow lines; the others serve pages.
STREAMS = BoundedSemaphore(2)
# Whatever a file holds, it runs nothing and reaches nothing.
NO_PAGE = "default-src 'none'; sandbox"
KEPT_FOR_EVER = "private, max-age=31536000, immutable"


def send(request: HttpRequest, name: str, *, called: str = "") -> HttpResponseBase:
    """Answer a request for a file. name: under which it is kept; called: the name it is saved under by who takes it.

    Ranges as RFC 9110, 14: 206, 416, If-Range, HEAD. Documents are always taken away, never opened as pages of ours.
    Raises Http404 when there is none, Problem `files.busy` (503) when too many large ones are being sent. Whether she
    may have it is for the caller to say.
    """
    kind = content_type(name)
    if kind is None or not is_kept(name):
        raise Http404
    size, tag = size_bytes(name), f'"{name[:64]}"'
    response = answer(request, name, size, tag)
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = KEPT_FOR_EVER
    response["Content-Security-Policy"] = NO_PAGE
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    if response.status_code in (200, 206):
        response["Content-Type"] = kind
        is_taken = use_of(name) is Use.DOCUMENT
        response["Content-Disposition"] = content_disposition_header(is_taken, called or name) or "inline"
    return response


def answer(request: HttpRequest, name: str, size: int, tag: str) -> HttpResponseBase:
    if request.headers.get("If-None-Match", "") in (tag, f"W/{tag}", "*"):
        return HttpResponse(status=304)
    try:
        span = asked(request, size, tag)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = span or Span(0, size - 1)
    response = body(request, name, part)
    response["Content-Length"] = str(part.length)
    if span:
        response.status_code = 206
        response["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return response


def body(request: HttpRequest, name: str, part: Span) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    if part.length <= AT_ONCE_BYTES:
        # The server sends it off by itself, however slow the line; a stream holds one of its few threads meanwhile.
        with closing(opened(name)) as file:
            file.seek(part.first)
            return HttpResponse(file.read(part.length))
    if not STREAMS.acquire(blocking=False):
        raise busy()
    return StreamingHttpResponse(Pieces(name, part))


def busy() -> Problem:
    return Problem(
        "files.busy",
        _("Several large files are being sent at the moment."),
        mend=_("Wait half a minute, then load it again."),
        status=503,
    )


def asked(request: HttpRequest, size: int, tag: str) -> Span | None:
    # Another content has another name, so only a tag can agree; a date never does.
    if request.headers.get("If-Range", tag) != tag:
        return None
    return span_of(request.headers.get("Range", ""), size, most=AT_ONCE_BYTES)


class Pieces:
    """A stretch of a file, piece by piece. It frees its place among the streams however it ends."""

    def __init__(self, name: str, span: Span) -> None:
        self._pieces = pieces(name, span)
        self._is_held = True

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        self.close()

    def close(self) -> None:
        """End it; called by the server when all is sent or nobody listens any more."""
        self._pieces.close()
        if self._is_held:
            self._is_held = False
            STREAMS.release()

    __del__ = close


def pieces(name: str, span: Span) -> Generator[bytes]:
    with closing(opened(name)) as file:
        file.seek(span.first)
        left = span.length
        while left and (piece := file.read(min(CHUNK_BYTES, left))):
            left -= len(piece)
            yield piece
