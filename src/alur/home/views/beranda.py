"""Beranda: the first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alur.base.access.queries import actor_behind
from alur.base.notify.queries import unread
from alur.home.queries.beranda import beranda
from alur.people.queries.employees import employee_of


def show(request: HttpRequest) -> HttpResponse:
    """Show how far she is this year and what comes next."""
    actor = actor_behind(request)
    employee, news = employee_of(actor), unread(actor)
    if employee is None:
        return render(request, "home/beranda_nobody.html", {"news": news})
    return render(request, "home/beranda.html", {"page": beranda(employee), "news": news})
