"""Pimpinan: one page for a meeting, and the same as one sheet of paper."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from alur.base.lib import clock
from alur.base.ui.downloads import file
from alur.base.ui.rendering import rendered, viewing
from alur.home.views.parameters import recent_years
from alur.home.views.scope import Scope, asked
from alur.insight.queries import briefing_words as words
from alur.insight.queries.briefing import Briefing, briefing
from alur.insight.queries.sheets import sheet
from alur.records.queries.remembered import remembered

ACTION = "figures.brief"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a year on one page; with `format=pdf` as a document."""
    scope = asked(request, ACTION)
    if request.GET.get("format") == "pdf":
        made = sheet(read(scope), of=name_of(scope), made_at=clock.now())
        return file(f"pimpinan-{scope.name}.pdf", "application/pdf", made)
    what = (viewing(), scope.year, scope.unit.pk if scope.unit else None, tuple(each.pk for each in scope.below))
    found = remembered("pimpinan", what, lambda: drawn(scope), at=scope.now.records)
    context = {"scope": scope, "of": name_of(scope), "found": found, "years": recent_years(scope.year)}
    return render(request, "home/pimpinan.html", context | {"now": clock.now()})


def read(scope: Scope) -> Briefing:
    return briefing(scope.year, unit=scope.unit, below=scope.below, among=scope.units, at=scope.now)


def drawn(scope: Scope) -> Markup:
    return rendered("home/pimpinan_pieces.html", "brief", [(read(scope), words, words.SHOWN, scope.query)])[0]


def name_of(scope: Scope) -> str:
    return scope.unit.name if scope.unit else settings.AGENCY or _("The whole agency")
