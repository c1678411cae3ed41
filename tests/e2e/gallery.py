"""Every macro of the shell on one page, in awkward states: the addresses of the installation and one more."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

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

PAGE = Path(__file__).with_suffix(".html")


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
        "rows": [{"title": title, "day": date(2026, 11, 24), "jp": Decimal(2)}] * 3,
        "page": Paginator(range(100), 10).page(2),
        "form": Sample({"title": "Label", "jp": "dua", "kind": "a"}),
    }
    template = engines["jinja2"].from_string(PAGE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(context, request))


PAGES = ("", "rapor", "modul", "sesi", "pengetahuan", "tim", "unit", "pusat")
urlpatterns = [*installed, path("contoh", gallery), *(path(page, gallery) for page in PAGES)]
