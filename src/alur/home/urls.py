"""Addresses of the pages that join domains."""

from django.urls import path

from alur.home.views import beranda, health, people, pusat, rapor, short, trends

urlpatterns = [
    path("", beranda.show, name="beranda"),
    path("rapor", rapor.own, name="rapor"),
    path("rapor/catatan/<uuid:entry_id>", rapor.entry, name="rapor_entry"),
    path("rapor/<str:nip>", rapor.of, name="rapor_of"),
    path("tim", people.team, name="tim"),
    path("unit", people.unit, name="unit"),
    path("pusat", pusat.show, name="pusat"),
    path("pusat/tren", trends.months, name="pusat_tren"),
    path("pusat/waktu", trends.hours, name="pusat_waktu"),
    path("pusat/kurang", short.show, name="pusat_kurang"),
    path("pusat/isi", health.show, name="pusat_isi"),
]
