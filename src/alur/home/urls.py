"""Addresses of the pages that join domains."""

from django.urls import path

from alur.home.views import beranda, people, pusat, rapor

urlpatterns = [
    path("", beranda.show, name="beranda"),
    path("rapor", rapor.own, name="rapor"),
    path("rapor/catatan/<uuid:entry_id>", rapor.entry, name="rapor_entry"),
    path("rapor/<str:nip>", rapor.of, name="rapor_of"),
    path("tim", people.team, name="tim"),
    path("unit", people.unit, name="unit"),
    path("pusat", pusat.show, name="pusat"),
]
