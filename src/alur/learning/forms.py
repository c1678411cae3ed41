"""What pages of modules send."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.learning.services.progress import Answers

ANSWER = "jawab-"


class SentForm(forms.Form):
    """What every page sends. record_id: made with the page; layar: the screen it was sent from."""

    record_id = forms.UUIDField()
    layar = forms.IntegerField(required=False, min_value=1, max_value=1_000)


def sent(request: HttpRequest) -> SentForm:
    """Return the valid form of a request. Raises Problem `learning.bad_form`."""
    form = SentForm(request.POST)
    if not form.is_valid():
        raise Problem(
            "learning.bad_form",
            _("This page has sent something that cannot be read."),
            field=next(iter(form.errors)),
            mend=_("Open the module again and repeat the step."),
        )
    return form


def answers(request: HttpRequest) -> Answers:
    """Return what was answered, by question: fields `jawab-7` hold the values for question 7."""
    named = {name.removeprefix(ANSWER): name for name in request.POST if name.startswith(ANSWER)}
    return {
        int(number): request.POST.getlist(name)
        for number, name in named.items()
        if number.isascii() and number.isdecimal() and len(number) < len("10000")
    }
