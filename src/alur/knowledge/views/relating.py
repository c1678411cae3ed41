"""What an item has to do with others, as curators say it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alur.base.access.queries import actor_behind
from alur.base.lib.problems import Problem, on_form
from alur.knowledge.forms import RelationForm
from alur.knowledge.permissions import reach_of, require_curate
from alur.knowledge.queries.items import item_of
from alur.knowledge.queries.relations import relations
from alur.knowledge.services.relating import relate, unrelate
from alur.knowledge.services.texts import UNPROCESSABLE

OK = 200


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show what an item has to do with others; by POST, say so or take it back."""
    actor = actor_behind(request)
    item = item_of(code, actor)
    require_curate(actor, item.unit)
    if (id := request.POST.get("lepas", "")).isdecimal():
        unrelate(actor=actor, code=code, id=int(id[:18]))
        messages.success(request, _("It is taken back."))
        return redirect("pengetahuan_hubungan", code=code)
    form = RelationForm(request.POST or None)
    if form.is_valid():
        try:
            relate(actor=actor, code=code, kind=form.cleaned_data["jenis"], other=form.cleaned_data["lain"])
        except Problem as problem:
            if problem.status != UNPROCESSABLE:
                raise
            on_form(problem, form)
        else:
            messages.success(request, _("It is kept; both items say so."))
            return redirect("pengetahuan_hubungan", code=code)
    context = {"item": item, "form": form, "relations": relations(item, reach_of(actor))}
    return render(request, "knowledge/hubungan.html", context, status=UNPROCESSABLE if form.errors else OK)
