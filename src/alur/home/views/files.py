"""Tables sent as files."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from alur.base.lib.sheets import csv_text


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a CSV download. name: without ending, ASCII."""
    response = HttpResponse(csv_text(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
