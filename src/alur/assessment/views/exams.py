"""The list of exams with one's own results."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.assessment.queries.exams import exams, results
from alur.base.access.queries import actor_behind
from alur.catalogue.views.lists import page_of, query_string, words
from alur.people.queries.employees import employee_of


@require_safe
def all_exams(request: HttpRequest) -> HttpResponse:
    """Show the exams there are, and what she reached in each."""
    q = words(request)
    page = page_of(request, exams(q))
    employee = employee_of(actor_behind(request))
    hers = results(employee.pk, [exam.pk for exam in page.object_list]) if employee else {}
    context = {"page": page, "q": q, "query": query_string({"q": q}), "hers": hers}
    return render(request, "assessment/ujian.html", context)
