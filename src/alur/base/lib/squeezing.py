"""Answers are sent compressed, except for files that have been compressed already or of which a part was asked for."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class SqueezingMiddleware(GZipMiddleware):
    """Django's own, without what is sent in parts: a range counts the bytes of the file as it lies there."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, smaller where that makes sense."""
        return response if "Accept-Ranges" in response else super().process_response(request, response)
