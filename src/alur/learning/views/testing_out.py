"""A repeated module: what changed since she completed it, and its questions at once."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.learning import forms
from alur.learning.queries.changes import changes
from alur.learning.queries.reading import reading
from alur.learning.services.testing_out import answer_at_once
from alur.learning.views.panels import panels


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show what changed and the questions; by POST, take the answers and tell how it went."""
    if request.method == "POST":
        return take(request, code)
    page = reading(actor_behind(request).subject, code)
    if not page.may_test_out and not page.has_changed:
        return redirect("modul_satu", code=code)
    return render(
        request, "learning/uji.html", {"page": page, "changed": changes(page), "record_id": uuid4(), "tested": None}
    )


def take(request: HttpRequest, code: str) -> HttpResponse:
    sent = forms.sent(request.POST)
    tested = answer_at_once(
        actor=actor_behind(request),
        code=code,
        record_id=sent.record_id,
        at=clock.now(),
        answers=forms.answers(request.POST),
        version=sent.version,
    )
    page = tested.page
    if tested.completed is None:
        return render(request, "learning/uji_belum.html", {"page": page, "tested": tested})
    shown = panels(page.employee, tested.completed) if page.employee else []
    return render(request, "learning/selesai.html", {"page": page, "completed": tested.completed, "panels": shown})
