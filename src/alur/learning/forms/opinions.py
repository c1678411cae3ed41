"""What readers send about a module, and those who answer."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alur.learning.models.opinions import FEWEST_STARS, MOST_STARS

LARGEST = 2**31 - 1


class RatingForm(forms.Form):
    """Stars, and a word on them."""

    bintang = forms.TypedChoiceField(
        choices=[(str(stars), str(stars)) for stars in range(FEWEST_STARS, MOST_STARS + 1)],
        coerce=int,
        error_messages={"required": _("Choose one of the five."), "invalid_choice": _("Choose one of the five.")},
    )
    kata = forms.CharField(required=False)


class ReportForm(forms.Form):
    """A mistake. id: made by the page, anew by a page that lost it; layar, versi: where she found it."""

    id = forms.UUIDField(required=False)
    kekeliruan = forms.CharField(error_messages={"required": _("Say in a sentence what is wrong.")})
    layar = forms.IntegerField(required=False, min_value=1, max_value=2**15 - 1)
    versi = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)

    def values(self) -> dict[str, object]:
        """Return what the valid form says, by the names of the service."""
        found = self.cleaned_data
        return {
            "id": found["id"] or uuid4(),
            "text": found["kekeliruan"],
            "screen": found["layar"],
            "version": found["versi"] or 0,
        }


class AnswerForm(forms.Form):
    """The answer to a report."""

    jawaban = forms.CharField(
        label=_("The answer"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1_000}),
        help_text=_("Who reported it reads it on Beranda."),
        error_messages={"required": _("Say what you have changed, or why it is right as it is.")},
    )
