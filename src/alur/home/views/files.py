"""Tables sent as files."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from alur.base.lib.sheets import csv_text
from alur.insight.queries.sheets import workbook
from alur.insight.rules.figures import YearFigures

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a CSV download. name: without ending, ASCII."""
    return file(f"{name}.csv", "text/csv; charset=utf-8", csv_text(header, rows).encode())


def figures_file(name: str, figures: YearFigures, form: str) -> HttpResponse:
    """Return a year's figures as a download. form: csv or xlsx; name: as in `csv_file`."""
    if form == "xlsx":
        return file(f"{name}.xlsx", XLSX, workbook(figures))
    numbers = figures.as_numbers()
    return csv_file(name, list(numbers), [list(numbers.values())])


def file(name: str, content_type: str, content: bytes) -> HttpResponse:
    """Return a download. name: with its ending, ASCII."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
