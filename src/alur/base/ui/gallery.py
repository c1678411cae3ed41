"""The page that shows every part of the screens in every state, at `/gaya`: to look at, and to be tested."""

from datetime import date
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alur.base.lib import clock
from alur.base.ui import formats
from alur.base.ui.assets import DIST
from alur.base.ui.downloads import csv_file

MONTHS = (7, 12, 9, 15, 4, 18, 22, 20, 13, None, None, None)
RUNNING = 8  # the place of the last month that is there
MONTHS_BEFORE = (5, 8, 9, 11, 10, 12, 9, 14, 16, 12, 8, 6)
A_YEAR = 2024  # which begins on a Monday
AWAKE = range(6, 22)
TONES = {"success": messages.SUCCESS, "info": messages.INFO, "warning": messages.WARNING, "error": messages.ERROR}


class Sample(forms.Form):
    """A field of each kind. The page fills it wrongly, so that it shows what is said then."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=20, help_text=gettext_lazy("At most 20 letters."))
    amount = forms.DecimalField(label=gettext_lazy("Amount"))
    day = forms.DateField(label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("a", "A"), ("b", "B")])
    about = forms.CharField(label=gettext_lazy("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> None:
        """Find the form wrong as a whole, too."""
        self.add_error(None, _("Something is wrong: what, why, and how to mend it."))


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show the parts; by POST, a toast of the tone asked for; with `format=csv`, the charts' numbers as a file."""
    if request.method == "POST":
        messages.add_message(request, TONES.get(request.POST.get("tone", ""), messages.INFO), _("This is a toast."))
        return redirect("gaya")
    if request.GET.get("format") == "csv":
        rows = [[month, *each] for month, each in enumerate(zip(MONTHS, MONTHS_BEFORE, strict=True), start=1)]
        return csv_file("gaya", ["month", "now", "before"], rows)
    language = get_language() or "id"
    context = {
        "form": Sample({"title": "x" * 21, "amount": "", "day": "2026-11-24", "kind": "a"}),
        "page": Paginator(range(100), 10).page(2),
        "now": clock.now(),
        "amount": Decimal("4948.82"),
        "share": Decimal("0.883"),
        "part_of": Decimal("12.4"),
        "months": MONTHS,
        "months_before": MONTHS_BEFORE,
        "running": RUNNING,
        "names": [formats.month(date(A_YEAR, month, 1), language) for month in range(1, 13)],
        "days": [formats.weekday(date(A_YEAR, 1, day), language) for day in range(1, 8)],
        "week": [[(day * hour * 7) % 23 if hour in AWAKE else 0 for hour in range(24)] for day in range(7)],
        "tones": list(TONES),
        "icons": icon_names(),
    }
    return render(request, "ui/gaya.html", context)


def icon_names() -> list[str]:
    """Return the names of the icons that the sprite holds."""
    names = (DIST.parent / "frontend" / "icons.txt").read_text(encoding="utf-8").split()
    return sorted(set(names))
