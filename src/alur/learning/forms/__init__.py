"""What pages of modules send."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.learning.services.progress import Answers

ANSWER, NOTE = "jawab-", "catat-"


class SentForm(forms.Form):
    """What every page sends.

    record_id: made with the page; layar: the screen it was sent from; versi: of the content that it showed.
    pilih: the screen to go on to.
    """

    record_id = forms.UUIDField()
    layar = forms.IntegerField(required=False, min_value=1, max_value=1_000)
    pilih = forms.IntegerField(required=False, min_value=1, max_value=1_000)
    versi = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)


def sent(fields: QueryDict) -> SentForm:
    """Return the valid form of what a page sent. Raises Problem `learning.bad_form`."""
    form = SentForm(fields)
    if not form.is_valid():
        raise unreadable(next(iter(form.errors)))
    return form


def unreadable(field: str = "") -> Problem:
    """Return the Problem of something sent that says nothing."""
    return Problem(
        "learning.bad_form",
        _("This page has sent something that cannot be read."),
        field=field,
        mend=_("Open the module again and repeat the step."),
    )


def answers(fields: QueryDict) -> Answers:
    """Return what was answered, by question: fields `jawab-7` hold the values for question 7."""
    named = {name.removeprefix(ANSWER): name for name in fields if name.startswith(ANSWER)}
    return {
        int(number): fields.getlist(name)
        for number, name in named.items()
        if number.isascii() and number.isdecimal() and len(number) < len("10000")
    }


def notes(fields: QueryDict) -> dict[str, list[str]]:
    """Return what was written or ticked for herself, by the key of its place: fields `catat-KEY`."""
    named = {name.removeprefix(NOTE): name for name in fields if name.startswith(NOTE)}
    return {key: fields.getlist(name) for key, name in named.items()}
