"""What participants thought: beside a session for who held it and who spoke, on a page of its own for a module."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from alur.base.access.queries import actor_behind
from alur.base.lib import bulk, clock
from alur.base.ui.downloads import csv_file
from alur.catalogue.models import Kind
from alur.evaluation.forms import LABELS, AskingForm
from alur.evaluation.permissions import may_see_session, require_see_module, require_see_session
from alur.evaluation.queries.asking import Asked, about, about_session, asked_of_module, asks, hers, module_with_unit
from alur.evaluation.queries.results import results
from alur.evaluation.rules import FEWEST
from alur.evaluation.services.answering import is_open, set_asking
from alur.learning.models import Session
from alur.learning.queries.attempts import Completed
from alur.learning.queries.sessions import session as session_of
from alur.learning.views.panels import Panel
from alur.people.models import Employee


def aside(request: HttpRequest, session: Session, employee: Employee | None, *, attended: bool) -> Markup:
    """Return what stands beside a session that is over: the way to the form, and the results. At most two queries."""
    now = clock.now()
    if session.cancelled_at or session.ends_at > now:
        return Markup()
    asked = about_session(session)
    standing = hers(employee, asked.activity_id) if employee and attended else None
    context = {
        "asked": asked,
        "standing": standing if standing and is_open(asked, standing, now) else None,
        **(shown(asked.activity_id) if may_see_session(actor_behind(request), session) else {"results": None}),
    }
    return Markup(render_to_string("evaluation/aside.html", context))  # noqa: S704  rendered with escaping


def way_to_form(_employee: Employee, _completed: Completed, answers: Sequence[list[bulk.Row]]) -> Markup:
    html = "".join(render_to_string("evaluation/panel.html", {"code": code}) for (code,) in answers[0])
    return Markup(html)  # noqa: S704  rendered with escaping


# Sessions have their own place for it.
PANEL = Panel(lambda employee, completed: [asked_of_module(employee, completed.activity_id)], way_to_form)


@require_http_methods(["GET", "HEAD", "POST"])
def of_module(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was thought of a module, with `format=csv` as a file; by POST, let it be asked or no longer."""
    actor, asked = actor_behind(request), about(Kind.MODULE, code)
    require_see_module(actor, module_with_unit(asked.activity_id))
    if request.GET.get("format") == "csv":
        return file_of(asked)
    form = AskingForm(request.POST or None)
    if form.is_valid():
        set_asking(actor=actor, code=code, is_open=form.cleaned_data["buka"])
        messages.success(
            request, _("It is asked from now on.") if form.cleaned_data["buka"] else _("It is not asked now.")
        )
        return redirect("modul_hasil", code=code)
    context = {"asked": asked, "is_asking": asks(asked.activity_id), **shown(asked.activity_id)}
    return render(request, "evaluation/hasil_modul.html", context)


@require_safe
def file_of_session(request: HttpRequest, code: str) -> HttpResponse:
    """Send what was thought of a session as a file; it is shown beside the session."""
    session = session_of(code)
    require_see_session(actor_behind(request), session)
    return file_of(about_session(session))


def file_of(asked: Asked) -> HttpResponse:
    rows = [(item.text, item.share) for item in results(asked.activity_id).items]
    return csv_file(f"evaluation-{slugify(asked.code)}", ["item", "share"], rows)


def shown(activity_id: int) -> dict[str, object]:
    return {"results": results(activity_id), "labels": LABELS, "fewest": FEWEST}
