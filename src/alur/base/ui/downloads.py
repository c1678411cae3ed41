"""What a page sends as a file."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from alur.base.lib.sheets import csv_text


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a CSV download. name: without ending, ASCII."""
    return file(f"{name}.csv", "text/csv; charset=utf-8", csv_text(header, rows).encode())


def file(name: str, content_type: str, content: bytes) -> HttpResponse:
    """Return a download. name: with its ending, ASCII."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
