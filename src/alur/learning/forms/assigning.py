"""What pages of assignments send."""

import re
from datetime import timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from alur.base.lib import clock
from alur.learning.services.assigning import Terms

USUAL_DAYS = 14
BETWEEN = re.compile(r"[\s,;]+")


class TermsForm(forms.Form):
    """By when, and whether it must be done."""

    tenggat = forms.DateField(
        label=gettext_lazy("Due date"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        initial=lambda: clock.today() + timedelta(days=USUAL_DAYS),
        error_messages={"invalid": gettext_lazy("Write a date like 2026-12-31.")},
    )
    wajib = forms.BooleanField(label=gettext_lazy("Mandatory"), required=False)

    def terms(self) -> Terms:
        """Return what the valid form says."""
        return Terms(self.cleaned_data["tenggat"], self.cleaned_data["wajib"])


def nips(fields: QueryDict) -> list[str]:
    """Return the NIPs sent, ticked or typed, each once; dots within them are left out."""
    parts = [part for value in fields.getlist("orang") for part in BETWEEN.split(value[:10_000])]
    return list(dict.fromkeys(bare for part in parts if (bare := part.replace(".", ""))))
