"""Addresses of the pages that join domains."""

from django.urls import path

from alur.home.views import (
    beranda,
    health,
    imports,
    people,
    pusat,
    rapor,
    searching,
    short,
    team,
    transcript,
    trends,
    unit_accounts,
    unit_sessions,
)

urlpatterns = [
    path("", beranda.show, name="beranda"),
    path("cari", searching.show, name="cari"),
    path("rapor", rapor.own, name="rapor"),
    path("rapor/catatan/<uuid:entry_id>", rapor.entry, name="rapor_entry"),
    path("rapor/transkrip.pdf", transcript.own, name="transkrip"),
    path("rapor/<str:nip>/transkrip.pdf", transcript.of, name="transkrip_of"),
    path("verify/transkrip/<str:text>", transcript.check, name="transkrip_periksa"),
    path("rapor/<str:nip>", rapor.of, name="rapor_of"),
    path("tim", team.show, name="tim"),
    path("tim/<str:nip>", team.one, name="tim_satu"),
    path("unit", people.unit, name="unit"),
    path("unit/sesi", unit_sessions.show, name="unit_sesi"),
    path("unit/akun", unit_accounts.show, name="unit_akun"),
    path("unit/akun/<str:nip>", unit_accounts.act, name="unit_akun_satu"),
    path("unit/impor", imports.home, name="unit_impor"),
    path("unit/impor/contoh/<str:kind>.csv", imports.example, name="unit_impor_contoh"),
    path("unit/impor/<uuid:id>", imports.one, name="unit_impor_satu"),
    path("unit/impor/<uuid:id>/betulkan", imports.mend, name="unit_impor_betulkan"),
    path("unit/impor/<uuid:id>/masukkan", imports.take, name="unit_impor_masukkan"),
    path("unit/impor/<uuid:id>/buang", imports.throw_away, name="unit_impor_buang"),
    path("unit/impor/<uuid:id>/ditolak.csv", imports.rejected, name="unit_impor_ditolak"),
    path("pusat", pusat.show, name="pusat"),
    path("pusat/tren", trends.months, name="pusat_tren"),
    path("pusat/waktu", trends.hours, name="pusat_waktu"),
    path("pusat/kurang", short.show, name="pusat_kurang"),
    path("pusat/isi", health.show, name="pusat_isi"),
]
