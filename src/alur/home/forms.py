"""Forms of the pages that join domains."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alur.credit.services.decisions import LONGEST_REASON


class ReversalForm(forms.Form):
    """Takes a ledger entry back. record_id: made with the page, so that sending it twice reverses once."""

    record_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The employee reads it beside the entry."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
