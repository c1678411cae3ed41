"""The list of modules."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.catalogue.models import Kind
from alur.catalogue.queries.topics import topics_of
from alur.catalogue.views.lists import one_of, page_of, query_string, words
from alur.learning.models import ModuleKind
from alur.learning.permissions import learner
from alur.learning.queries.modules import Asked, begun, completed_at, modules
from alur.learning.queries.offers import worths


@require_safe
def all_modules(request: HttpRequest) -> HttpResponse:
    """Show the modules that are looked for, and which of them she has completed this year."""
    topics = topics_of(Kind.MODULE)
    asked = Asked(words(request), one_of(request, "kind", ModuleKind.values), one_of(request, "topic", topics.names))
    page = page_of(request, modules(asked, topics))
    employee = learner(actor_behind(request))
    year = clock.today().year
    shown = [module.activity_id for module in page.object_list]
    context = {
        "page": page,
        "asked": asked,
        "query": query_string(asdict(asked)),
        "kinds": ModuleKind.values,
        "topics": topics.names,
        "worths": worths(shown),
        "completed": completed_at(employee.pk, shown, year) if employee else {},
        "begun": begun(employee.pk, shown, year) if employee else set(),
    }
    return render(request, "learning/modul.html", context)
