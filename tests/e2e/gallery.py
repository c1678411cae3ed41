"""Every macro of the shell on one page, in awkward states: the addresses of the installation and one more."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from alur.config.urls import (
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
)
from alur.config.urls import urlpatterns as installed

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

PAGE = """
{% extends "ui/base.html" %}
{% from "ui/pieces.html" import heading, breadcrumb, empty, notice, badge, csv_link, pagination, icon %}
{% from "ui/forms.html" import fields, chooser %}
{% from "ui/tables.html" import table, cell %}
{% from "ui/figures.html" import figures, figure, ring, bar_chart, column_chart %}
{% block title %}Contoh{% endblock %}
{% block main %}
{{ breadcrumb([("Beranda", "/"), ("Unit", "/unit"), ("Contoh", "")]) }}
{% call heading("Rapor JP Sari Wulandari", "Tahun 2026 · Balai Besar POM di Jayapura") %}{{ csv_link("/contoh.csv") }}{% endcall %}
<form class="filters" method="get">
  {{ chooser("tahun", "Tahun", [(2026, "2026"), (2025, "2025")], 2026) }}
  {{ chooser("unit", "Unit", [("A", "Balai Besar Pengawas Obat dan Makanan di Banjarbaru")], "A") }}
  <button class="button">Terapkan</button>
</form>
<div class="split">
  <section class="card">
    <h2>JP tahun ini</h2>
    <div class="beside">
      {{ ring(0.62, "12,5", "dari 20 JP", "12,5 dari 20 JP, kurang 7,5 JP") }}
      <p>Kurang 7,5 JP sampai 31 Desember.</p>
    </div>
  </section>
  <section class="card">
    <h2>Menurut jenis</h2>
    {{ bar_chart("JP menurut jenis", bars, "Jenis", "JP") }}
  </section>
</div>
{% call figures() %}
  {{ figure("Pegawai", 4948 | number) }}
  {{ figure("Total JP", 78286 | number, "+12,5% dari 2021", "/pusat") }}
  {{ figure("JP per pegawai", amount | number(2)) }}
  {{ figure("Terjangkau", 0.8832 | percent) }}
{% endcall %}
<section class="card"><h2>Menurut bulan</h2>{{ column_chart("Penyelesaian menurut bulan", months, "Bulan", "Penyelesaian") }}</section>
{% call(row) table("Catatan JP", ["Kegiatan", "Tanggal", ("JP", "number"), "Keadaan"], rows, footer=none) %}
  {{ cell("Kegiatan", row.title, head=true) }}
  {{ cell("Tanggal", row.day | date, kind="date") }}
  {{ cell("JP", row.jp | number(2), kind="number") }}
  {% call cell("Keadaan") %}{{ badge("Terverifikasi", "good") }}{% endcall %}
{% endcall %}
{{ pagination(page) }}
{{ notice("Sesi dimulai " ~ (moment | moment) ~ ".") }}
{{ notice("Tersimpan.", "success") }}
{{ notice("Tenggat tinggal tiga hari.", "warning") }}
{{ notice("Baris 3: NIP harus 18 angka.", "error") }}
{% call empty("Belum ada penyelesaian", "Mulai dari modul lima menit.") %}<a class="button button-main" href="/modul">Pilih modul</a>{% endcall %}
<section class="card">
  <h2>Formulir</h2>
  <form class="form" method="post">{{ csrf_input }}{{ fields(form) }}<div class="actions"><button class="button button-main">Simpan</button><button class="button">Batal</button><button class="button button-danger">Hapus</button></div></form>
</section>
{% endblock %}
"""


class Sample(forms.Form):
    """A field of each kind; the number is wrong in the page."""

    title = forms.CharField(label="Judul", help_text="Paling banyak 80 huruf.")
    jp = forms.DecimalField(label="JP")
    about = forms.CharField(label="Ringkasan", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label="Jenis", choices=[("a", "Microlearning"), ("b", "E-learning")])


def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery."""
    title = "Pengantar Cara Pembuatan Obat Tradisional yang Baik: sertifikasi bertahap bagi usaha kecil"
    context = {
        "amount": Decimal("15.82"),
        "moment": datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
        "bars": [("Microlearning", 8, "8"), ("E-learning", 3, "3"), ("Webinar", 1.5, "1,5"), ("Diskusi", 0, "0")],
        "months": [(name, place * 37 % 100, str(place * 37 % 100)) for place, name in enumerate("JFMAMJJASOND")],
        "rows": [{"title": title, "day": date(2026, 11, 24), "jp": Decimal("2")}] * 3,
        "page": Paginator(range(100), 10).page(2),
        "form": Sample({"title": "Label", "jp": "dua", "kind": "a"}),
    }
    return HttpResponse(engines["jinja2"].from_string(PAGE).render(context, request))


PAGES = ("", "rapor", "modul", "sesi", "pengetahuan", "tim", "unit", "pusat")
urlpatterns = [*installed, path("contoh", gallery), *(path(page, gallery) for page in PAGES)]
