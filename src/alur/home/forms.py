"""Forms of the pages that join domains."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alur.base.lib.importing.kinds import Kind
from alur.credit.rules.questions import LONGEST_MESSAGE
from alur.credit.services.decisions import LONGEST_REASON
from alur.home.queries.imports import Refused
from alur.home.rules import ENDINGS, ImportKind
from alur.people.models import Unit


class ReversalForm(forms.Form):
    """Takes a ledger entry back. record_id: made with the page, so that sending it twice reverses once."""

    record_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The employee reads it beside the entry."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MessageForm(forms.Form):
    """A word in a question's thread. id: made with the page, so that sending it twice says it once."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(label=_("Message"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 3}))


KIND_NAMES = {
    "units": _("Units"),
    "employees": _("Employees"),
    "modules": _("Modules"),
    "sessions": _("Sessions"),
    "exams": _("Exams"),
    "completions": _("Completions of modules"),
    "attendance": _("Attendance in sessions"),
    "exam_results": _("Exam results"),
    "evaluations": _("Evaluations (level 1)"),
    "knowledge": _("Items of knowledge"),
}


class UploadForm(forms.Form):
    """A file of rows. kinds: those that may be taken in."""

    jenis = forms.ChoiceField(label=_("What the rows are"))
    berkas = forms.FileField(
        label=_("File (CSV, XLSX or JSONL)"),
        help_text=_("At most 100 MB. Its first line names the columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def __init__(self, *args: Any, kinds: Iterable[ImportKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["jenis"].choices = [(kind.name, KIND_NAMES[kind.name]) for kind in kinds]  # type: ignore[attr-defined]


CELL = "sel"


def cell_name(line: int, column: str) -> str:
    """Return the name of a field that mends a cell."""
    return f"{CELL}-{line}-{column}"


def mended_cells(sent: Mapping[str, str], rows: Iterable[Refused], kind: Kind[Any]) -> dict[int, dict[str, str]]:
    """Return what differs from the rows as they were shown, by column, by line."""
    found: dict[int, dict[str, str]] = {}
    for row in rows:
        for column in kind.columns:
            value = sent.get(cell_name(row.line, column))
            if value is not None and column in row.values and value.strip() != row.values[column]:
                found.setdefault(row.line, {})[column] = value.strip()
    return found


WHOLE = "*"  # no unit has such a code


class ReportForm(forms.Form):
    """A report by mail. units: those to choose from; is_all: whether the whole agency may be chosen too."""

    unit = forms.ChoiceField(label=_("Unit"))
    tiap = forms.ChoiceField(
        label=_("How often"), choices=[("month", _("each month")), ("week", _("each week"))], initial="month"
    )
    pdf = forms.BooleanField(label=_("PDF (one page)"), required=False, initial=True)
    xlsx = forms.BooleanField(label=_("XLSX"), required=False, initial=True)

    def __init__(self, *args: Any, units: Iterable[Unit], is_all: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        whole = [(WHOLE, _("The whole agency"))] if is_all else []
        self.fields["unit"].choices = [*whole, *((each.code, each.name) for each in units)]  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    """What is to be done with an account."""

    tindakan = forms.ChoiceField(choices=[(each, "") for each in ("buat", "atur-ulang", "kunci", "buka")])
