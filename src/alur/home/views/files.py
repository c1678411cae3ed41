"""A year's figures sent as a file."""

from django.http import HttpResponse

from alur.base.ui.downloads import csv_file, file
from alur.insight.queries.sheets import workbook
from alur.insight.rules.figures import YearFigures

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def figures_file(name: str, figures: YearFigures, form: str) -> HttpResponse:
    """Return a year's figures as a download. form: csv or xlsx; name: as in `csv_file`."""
    if form == "xlsx":
        return file(f"{name}.xlsx", XLSX, workbook(figures))
    numbers = figures.as_numbers()
    return csv_file(name, list(numbers), [list(numbers.values())])
