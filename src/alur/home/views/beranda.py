"""Beranda: the first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alur.base.access.queries import actor_behind
from alur.home.queries.beranda import beranda
from alur.people.queries.employees import employee_of


def show(request: HttpRequest) -> HttpResponse:
    """Show how far she is this year and what comes next."""
    employee = employee_of(actor_behind(request))
    if employee is None:
        return render(request, "home/beranda_nobody.html")
    return render(request, "home/beranda.html", {"page": beranda(employee)})
