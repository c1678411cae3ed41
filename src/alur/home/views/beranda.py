"""Beranda: the first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alur.base.access.queries import actor_behind
from alur.base.notify.queries import unread
from alur.credit.queries.questions import count_waiting
from alur.home.queries.beranda import beranda
from alur.people.queries.employees import employee_of


def show(request: HttpRequest) -> HttpResponse:
    """Show how far she is this year and what comes next."""
    actor = actor_behind(request)
    employee, news, waiting = employee_of(actor), unread(actor), count_waiting(actor)
    if employee is None:
        return render(request, "home/beranda_nobody.html", {"news": news, "waiting": waiting})
    return render(request, "home/beranda.html", {"page": beranda(employee), "news": news, "waiting": waiting})
