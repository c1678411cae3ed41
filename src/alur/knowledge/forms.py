"""What readers and curators send about knowledge."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alur.knowledge.rules.naming import name, named
from alur.people.models import Unit

NO_WORDS = _("Say in a sentence what is no longer so.")


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CareForm(forms.Form):
    """How an item is looked after."""

    sumber = forms.CharField(
        label=pgettext_lazy("knowledge", "Source"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        help_text=_("What it rests on: a regulation with its number, a document, somebody's experience."),
    )
    berlaku = forms.DateField(
        label=_("Last day of validity"), required=False, widget=day(), help_text=_("Leave empty when it has none.")
    )
    tinjau = forms.DateField(
        label=_("Next review"),
        required=False,
        widget=day(),
        help_text=_("From this day on readers see that it is due."),
    )
    pemilik = forms.CharField(
        label=_("NIP of the owner"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("She is told when readers doubt it. Empty: the unit's curators look after it."),
    )


class AudienceForm(forms.Form):
    """For whom an item is: units by key, as `rules.naming` reads them, none for all."""

    pembaca = forms.MultipleChoiceField(label=_("Who may read it"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = {unit.parent_id for unit in units}
        found = []
        for unit in units:
            found.append((str(unit.pk), unit.name))
            if unit.pk in parents:
                text = _("%(unit)s and all units below it") % {"unit": unit.name}
                found.append((name(str(unit.pk), with_below=True), text))
        self.fields["pembaca"].choices = found  # type: ignore[attr-defined]

    def audience(self) -> dict[int, bool]:
        """Return the units chosen, each with whether all below are meant."""
        return {int(unit): with_below for unit, with_below in named(self.cleaned_data["pembaca"]).items()}


class RelationForm(forms.Form):
    """What an item does to another."""

    jenis = forms.ChoiceField(
        label=_("This item"),
        choices=[
            ("amends", _("amends another")),
            ("replaces", _("replaces another")),
            ("implements", _("implements another")),
        ],
    )
    lain = forms.CharField(
        label=_("The other item"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The address of its page or its code. What is replaced says so at its top and is found later."),
        error_messages={"required": _("Open the other item and copy the address of its page.")},
    )


class AskForm(forms.Form):
    """A question to the curators."""

    q = forms.CharField(
        label=_("Your question"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_(
            "Curators read it with your name; until it is answered, colleagues find it without. The answer is told to "
            "you on Beranda, and everybody finds it."
        ),
        error_messages={"required": _("Ask in a sentence, as you would ask a colleague.")},
    )


class AnswerForm(forms.Form):
    """The answer to a question, which becomes an item."""

    judul = forms.CharField(
        label=_("Title"), max_length=300, error_messages={"required": _("Give the answer a title.")}
    )
    jawaban = forms.CharField(
        label=_("The answer"),
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": 50_000}),
        help_text=_("In Markdown: ## a heading, - a list, **bold**. Say first what to do, then why."),
        error_messages={"required": _("Write the answer.")},
    )
    sumber = forms.CharField(
        label=pgettext_lazy("knowledge", "Source"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 300}),
        help_text=_("What it rests on: a regulation with its number, a document, somebody's experience."),
    )


class CloseForm(forms.Form):
    """Why a question gets no answer."""

    alasan = forms.CharField(
        label=_("Why is there no answer?"),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text=_("Whoever asked reads it."),
        error_messages={"required": _("Say in a sentence why there is no answer.")},
    )


class FileForm(forms.Form):
    """A file to be attached to an item. judul: as shown, the file's own name without one."""

    LONGEST_TITLE = 200
    TAKEN = ".pdf,.docx,.xlsx,.pptx,.ods,.txt,image/png,image/jpeg,image/webp"
    berkas = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": TAKEN}),
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )
    judul = forms.CharField(label=_("Title, as it is shown"), required=False, max_length=LONGEST_TITLE)
