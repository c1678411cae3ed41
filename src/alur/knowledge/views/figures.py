"""The figures of curation, at `/kurasi/angka`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.base.ui.downloads import csv_file
from alur.knowledge.queries.figures import Figures, figures

HEADER = ("kind", "items", "verified_in_date", "reads", "reads_of_verified", "median_age_days")
ALL = "all"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show how well what the viewer looks after is looked after; with `format=csv` as a file."""
    found = figures(actor_behind(request))
    if request.GET.get("format") == "csv":
        return file_of(found)
    return render(request, "knowledge/kurasi_angka.html", {"figures": found})


def file_of(found: Figures) -> HttpResponse:
    asked = found.questions
    rows = [
        (each.kind or ALL, each.items, each.fresh, each.reads, each.reads_of_fresh, each.age_days)
        for each in found.kinds
    ]
    of_questions = [
        ("questions_open", asked.open),
        ("questions_oldest_days", asked.oldest_days),
        ("questions_answered_in_365_days", asked.answered),
        ("questions_median_answer_days", asked.answer_days),
    ]
    return csv_file("kurasi", HEADER, [*rows, *((name, value, "", "", "", "") for name, value in of_questions)])
