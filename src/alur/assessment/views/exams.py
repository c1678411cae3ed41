"""The list of exams with one's own results."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from alur.assessment.queries.exams import exams, results
from alur.base.access.queries import actor_behind
from alur.base.ui.rendering import rendered, viewing
from alur.catalogue.views.lists import page_at, page_number, query_string, words
from alur.records.queries.remembered import present, remembered


@dataclass(frozen=True, slots=True)
class Found:
    """The exams of a page. cells: by activity, what the table says of an exam to everybody."""

    page: Page[Any]
    cells: dict[int, Markup]


@require_safe
def all_exams(request: HttpRequest) -> HttpResponse:
    """Show the exams there are, and what she reached in each."""
    q, number = words(request), page_number(request)

    def read() -> Found:
        page, rows = page_at(number, exams(q))
        cells = rendered("assessment/pieces.html", "exam_cells", [(each,) for each in rows])
        return Found(page, {each.activity_id: cell for each, cell in zip(rows, cells, strict=True)})

    found = remembered("ujian", (viewing(), q, number), read, at=present().known)
    hers = results(actor_behind(request).subject, found.cells)
    context = {"found": found, "q": q, "query": query_string({"q": q}), "hers": hers}
    return render(request, "assessment/ujian.html", context)
