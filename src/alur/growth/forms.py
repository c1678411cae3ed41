"""What the pages of feedback send."""

from django import forms

from alur.growth.models import FeedbackKind


class FeedbackForm(forms.Form):
    """A word on a completion; the button pressed says which kind."""

    kata = forms.CharField(required=False)
    jenis = forms.TypedChoiceField(choices=FeedbackKind.choices, coerce=FeedbackKind)
