"""A module: what it is about, its screens, and finishing it. Plain forms, so that it works without scripts."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.learning import forms
from alur.learning.permissions import AUTHOR, assigns
from alur.learning.queries import phones
from alur.learning.queries.assignments import due_of
from alur.learning.queries.reading import Reading, reading
from alur.learning.rules.opinions import mean_stars
from alur.learning.services.finishing import finish_module
from alur.learning.services.notes import keep_notes
from alur.learning.services.progress import Step, record_screen
from alur.learning.views.panels import panels
from alur.learning.views.phones import weight_bytes


@require_safe
def about(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a module is about, what completes it, and how far she is."""
    page = reading(actor_behind(request).subject, code)
    shown = panels(page.employee, page.completed) if page.employee and page.completed else []
    context = {
        "page": page,
        "panels": shown,
        "record_id": uuid4(),
        "luggage": luggage_of(request, page) if may_be_taken(page) else None,
        "asked": due_of(page.employee.pk, page.offer.activity_id) if page.employee and not page.completed else None,
        "may_assign": assigns(actor_behind(request)),
        "may_author": permissions.allows(actor_behind(request), AUTHOR, path=page.offer.unit_path),
        "mean": mean_stars(page.offer.rating_count, page.offer.rating_sum),
    }
    return render(request, "learning/modul_satu.html", context)


def may_be_taken(page: Reading) -> bool:
    return bool(page.employee and page.contents and not page.offer.is_archived)


def luggage_of(request: HttpRequest, page: Reading) -> dict[str, object]:
    """Return what the page needs to offer the module to be taken along."""
    return {
        "stamp": phones.stamp(page),
        "standing": phones.standing(page),
        "bytes": weight_bytes(request, page),
        "left": phones.load(page.version).left_bytes if page.version else 0,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show a screen; by POST, record that she has read it or what she answered, and go on."""
    if request.method == "POST":
        return take_screen(request, code, number)
    page = reading(actor_behind(request).subject, code)
    shown = page.screen(number)
    hers = phones.all_notes(page)
    context = {
        "page": page,
        "screen": shown,
        "notes": hers,
        "record_id": uuid4(),
        "standing": phones.standing(page, hers) if page.employee else "",
        "again": page.is_recorded and "ulang" in request.GET,
        "is_incomplete": "kurang" in request.GET,
        "is_undecided": "pilih" in request.GET,
        "is_noted": "dicatat" in request.GET,
        "report_id": uuid4(),
    }
    return render(request, "learning/layar.html", context)


def take_screen(request: HttpRequest, code: str, number: int) -> HttpResponse:
    answers = forms.answers(request.POST)
    sent = forms.sent(request.POST)
    take_notes(request, code)
    step = record_screen(
        actor=actor_behind(request),
        code=code,
        screen=number,
        record_id=sent.record_id,
        at=clock.now(),
        answers=answers,
        version=sent.version,
        choice=sent.choice,
    )
    here = reverse("modul_layar", kwargs={"code": code, "number": number})
    if step.open_questions:
        return HttpResponseRedirect(f"{here}?kurang=1")
    return HttpResponseRedirect(f"{here}#hasil" if answers else after(step, number))


def take_notes(request: HttpRequest, code: str) -> None:
    if values := forms.notes(request.POST):
        keep_notes(actor=actor_behind(request), code=code, values=values, at=clock.now())


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what she wrote or ticked for herself, while she does so or by the button."""
    take_notes(request, code)
    if "HX-Request" in request.headers:
        return render(request, "learning/dicatat.html", {"at": clock.now()})
    number = forms.sent(request.POST).screen or 1
    return redirect(f"{reverse('modul_layar', kwargs={'code': code, 'number': number})}?dicatat=1")


def after(step: Step, number: int) -> str:
    """Return the address of the next screen; of the same where she has to choose, after the last the module's page."""
    code = step.page.offer.code
    if step.onward:
        return reverse("modul_layar", kwargs={"code": code, "number": step.onward})
    if step.page.is_fork(number):
        return f"{reverse('modul_layar', kwargs={'code': code, 'number': number})}?pilih=1"
    return reverse("modul_satu", kwargs={"code": code})


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, code: str) -> HttpResponse:
    """Finish the module and show in the same answer what it gave. Read again later, the module's own page tells it."""
    if request.method != "POST":
        return redirect("modul_satu", code=code)
    sent = forms.sent(request.POST)
    take_notes(request, code)
    finished = finish_module(
        actor=actor_behind(request),
        code=code,
        record_id=sent.record_id,
        at=clock.now(),
        last_screen=sent.screen,
        version=sent.version,
    )
    page = finished.page
    shown = panels(page.employee, finished.completed) if page.employee else []
    return render(request, "learning/selesai.html", {"page": page, "completed": finished.completed, "panels": shown})
