"""What pages of sessions send."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alur.learning.models import Session, SessionKind
from alur.learning.services.attendance_files import ZONES
from alur.learning.services.planning import MOST_REPEATS, Plan
from alur.learning.services.registering import LONGEST_REASON
from alur.people.models import Unit

KINDS = {
    SessionKind.WEBINAR.value: gettext_lazy("Webinar"),
    SessionKind.DISCUSSION.value: gettext_lazy("Discussion"),
    SessionKind.CLASS.value: gettext_lazy("Class"),
}
MOST_JP, MOST_PLACES, LONGEST_LINK = Decimal(999), 1_000_000, 1_000
LONGEST_TOPIC, MOST_TOPICS = 100, 20
LOCAL_TIME = "%Y-%m-%dT%H:%M"
EACH_DAY, EACH_WEEK, EACH_SECOND_WEEK = 1, 7, 14


class MomentField(forms.DateTimeField):
    """A day and time in the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 60}, format=LOCAL_TIME)
        super().__init__(widget=widget, **options)


class LinkField(forms.URLField):
    """An address on the web that may stay empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_LINK, assume_scheme="https", **options)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found and not found.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write an address that begins with https://."))
        return found


class SessionForm(forms.Form):
    """A session as its organiser plans it. units: those for which she may hold sessions; agency: whether for all."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(KINDS.items()))
    starts_at = MomentField(label=gettext_lazy("Begins"))
    ends_at = MomentField(label=gettext_lazy("Ends"))
    jp = forms.DecimalField(
        label=gettext_lazy("JP"), min_value=Decimal("0.01"), max_value=MOST_JP, decimal_places=2, max_digits=5
    )
    unit = forms.ChoiceField(label=gettext_lazy("Organised by"), required=False)
    speaker = forms.CharField(label=gettext_lazy("Speaker"), max_length=300, required=False)
    speaker_nip = forms.CharField(
        label=gettext_lazy("NIP of the speaker"),
        help_text=gettext_lazy("If she is one of ours: she then sees what participants thought."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        help_text=gettext_lazy("Empty: as many as come. Beyond it there is a waiting list that moves up by itself."),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
    )
    needs_consent = forms.BooleanField(label=gettext_lazy("Supervisors consent to each registration"), required=False)
    summary = forms.CharField(
        label=gettext_lazy("Summary"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    topics = forms.CharField(
        label=gettext_lazy("Topics"),
        help_text=gettext_lazy("Separated by commas."),
        max_length=500,
        required=False,
    )
    join_url = LinkField(
        label=gettext_lazy("Link to the meeting"),
        help_text=gettext_lazy("Participants join through Alur, which then counts their minutes."),
    )
    material_url = LinkField(label=gettext_lazy("Link to the material"))
    recording_url = LinkField(label=gettext_lazy("Link to the recording"))

    def __init__(self, *args: Any, units: Sequence[Unit], agency: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self._units = {unit.code: unit for unit in units}
        top = units[0].depth if units else 0
        named = [(unit.code, f"{'– ' * (unit.depth - top)}{unit.name}") for unit in units]
        whole = [("", _("The whole agency"))] if agency else []
        self.fields["unit"].choices = [*whole, *named]  # type: ignore[attr-defined]
        self.fields["unit"].required = not agency

    def clean_topics(self) -> tuple[str, ...]:
        """Return the topics, each once."""
        parts = self.cleaned_data["topics"].replace(";", ",").split(",")
        found = tuple(dict.fromkeys(" ".join(part.split())[:LONGEST_TOPIC] for part in parts if part.strip()))
        return found[:MOST_TOPICS]

    def clean_speaker_nip(self) -> str:
        """Return the NIP without what groups its digits."""
        return "".join(self.cleaned_data["speaker_nip"].replace(".", "").split())

    def plan(self) -> Plan:
        """Return what the valid form says."""
        values = {name: value for name, value in self.cleaned_data.items() if name in Plan.__slots__}
        return Plan(**{**values, "unit": self._units.get(self.cleaned_data["unit"])})


class NewSessionForm(SessionForm):
    """A new session, and how often it is held again."""

    count = forms.IntegerField(
        label=gettext_lazy("How many times"), min_value=1, max_value=MOST_REPEATS, initial=1, required=False
    )
    every_days = forms.TypedChoiceField(
        label=gettext_lazy("Held again"),
        choices=[
            (EACH_WEEK, gettext_lazy("each week")),
            (EACH_SECOND_WEEK, gettext_lazy("every second week")),
            (EACH_DAY, gettext_lazy("each day")),
        ],
        coerce=int,
        empty_value=str(EACH_WEEK),
        required=False,
    )


def as_planned(session: Session, jp: Decimal) -> dict[str, Any]:
    """Return a session as the form's first values."""
    names = ("kind", "starts_at", "ends_at", "speaker", "capacity", "needs_consent")
    links = ("join_url", "material_url", "recording_url")
    return {
        **{name: getattr(session, name) for name in (*names, *links)},
        "title": session.activity.title,
        "summary": session.activity.summary,
        "topics": ", ".join(session.activity.topics),
        "jp": jp.normalize() if jp % 1 else int(jp),
        "unit": session.unit.code if session.unit else "",
        "speaker_nip": session.speaker_employee.nip if session.speaker_employee else "",
    }


class DecisionForm(forms.Form):
    """A supervisor's word on a registration."""

    putusan = forms.ChoiceField(choices=[("setuju", ""), ("tolak", "")])
    alasan = forms.CharField(max_length=LONGEST_REASON, required=False)


class CodeForm(forms.Form):
    """The code on the screen, typed."""

    kode = forms.CharField(
        label=gettext_lazy("Code on the screen"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-field"}
        ),
    )


class PresenceForm(forms.Form):
    """Presence that the organiser notes by hand."""

    record_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    nips = forms.CharField(
        label=gettext_lazy("NIP"),
        help_text=gettext_lazy("One or several, each in a line of its own."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "numeric"}),
    )
    joined_at = MomentField(label=gettext_lazy("From"))
    left_at = MomentField(label=gettext_lazy("To"))

    def clean_nips(self) -> list[str]:
        """Return the NIPs, each once; they may be written with spaces or dots within."""
        lines = self.cleaned_data["nips"].replace(",", "\n").replace(";", "\n").splitlines()
        return list(dict.fromkeys(bare for line in lines if (bare := "".join(line.replace(".", "").split()))))

    def clean(self) -> dict[str, Any]:
        """Refuse a presence that ends before it begins."""
        values: dict[str, Any] = super().clean() or {}
        begin, end = values.get("joined_at"), values.get("left_at")
        if isinstance(begin, datetime) and isinstance(end, datetime) and end <= begin:
            self.add_error("left_at", _("It must lie after the beginning."))
        return values


class TakingBackForm(forms.Form):
    """Presence taken back. kehadiran: the span's record, none for what goes on; record_id: made with the page."""

    record_id = forms.UUIDField()
    kehadiran = forms.UUIDField(required=False)
    alasan = forms.CharField(max_length=LONGEST_REASON, strip=True)


class ListForm(forms.Form):
    """A list of participants as the meeting's own service writes it."""

    berkas = forms.FileField(
        label=gettext_lazy("List of participants (CSV)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    zona = forms.ChoiceField(
        label=gettext_lazy("Time zone of its times"), choices=[(name, name) for name in ZONES], initial="WIB"
    )


class SessionFileForm(forms.Form):
    """A file to be handed out with a session. judul: as shown, the file's own name without one."""

    LONGEST_TITLE = 200
    berkas = forms.FileField(label=gettext_lazy("File"))
    judul = forms.CharField(label=gettext_lazy("Title, as it is shown"), required=False, max_length=LONGEST_TITLE)


PERSON, LEFT_OUT = "orang-", "lewati-"


def people_chosen(request: HttpRequest) -> tuple[dict[int, str], set[int]]:
    """Return the NIPs chosen by place in a list (`orang-7`), and the places to leave out (`lewati-7`)."""
    places = {name: place for name in request.POST if (place := place_in(name)) is not None}
    chosen = {place: request.POST[name].strip() for name, place in places.items() if name.startswith(PERSON)}
    left_out = {place for name, place in places.items() if name.startswith(LEFT_OUT)}
    bare = {place: "".join(nip.replace(".", "").split()) for place, nip in chosen.items()}
    return {place: nip for place, nip in bare.items() if nip}, left_out


def place_in(name: str) -> int | None:
    number = name.rpartition("-")[2]
    is_place = name.startswith((PERSON, LEFT_OUT)) and number.isascii() and number.isdecimal()
    return int(number) if is_place and len(number) < len("100000") else None
