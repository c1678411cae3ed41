"""The level-1 form: a row of five choices for each item."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alur.evaluation.queries.asking import Asked
from alur.evaluation.rules import APPLYING, BEST_SCORE, MATERIAL, ORGANISER, TIME, TRAINER

LABELS = {
    MATERIAL: _("The material suits what my work needs"),
    TRAINER: _("The speaker knows the subject and explains it well"),
    ORGANISER: _("The organiser helped things to run smoothly"),
    TIME: _("Time and length were adequate"),
    APPLYING: _("I will apply what I have learnt"),
}
SCALE = {
    5: _("Strongly agree"),
    4: _("Agree"),
    3: _("Neither"),
    2: _("Disagree"),
    1: _("Strongly disagree"),
}


class AnswerForm(forms.Form):
    """The answers about an activity; a field for each item, `butir-1` the first."""

    def __init__(self, *args: Any, asked: Asked, **options: Any) -> None:
        super().__init__(*args, **options)
        self._items = {f"butir-{number}": item for number, item in enumerate(asked.items, 1)}
        for name, item in self._items.items():
            self.fields[name] = forms.TypedChoiceField(
                label=LABELS[item],
                choices=[(score, SCALE[score]) for score in range(BEST_SCORE, 0, -1)],
                coerce=int,
                error_messages={
                    "required": _("Choose one of the five."),
                    "invalid_choice": _("Choose one of the five."),
                },
            )

    def scores(self) -> dict[str, int]:
        """Return the valid form's scores by item."""
        return {item: self.cleaned_data[name] for name, item in self._items.items()}


class AskingForm(forms.Form):
    """Whether a module asks."""

    buka = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")
