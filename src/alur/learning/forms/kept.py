"""What a phone sends of what it kept, and how that is read. One that cannot be read spoils none of the others."""

from datetime import datetime
from typing import Annotated
from urllib.parse import unquote
from uuid import uuid4

import msgspec
from django.http import QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.learning import forms
from alur.learning.services.phones import Deed

MOST_FORMS = 200
NOTE, READ = "modul_catatan", "pengetahuan_terbaca"
LARGEST_BODY_BYTES = 1_000_000
MOST_FIELDS = 250
# Sensible years of a clock, however wrong, with which one can reckon.
FIRST_YEAR, LAST_YEAR = 1970, 2199

Name = Annotated[str, msgspec.Meta(max_length=40)]
Value = Annotated[str, msgspec.Meta(max_length=6_000)]
Values = Annotated[list[Value], msgspec.Meta(max_length=50)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class KeptForm(msgspec.Struct):
    """A form as it would have been posted. path: its address; at: when, by the phone's clock."""

    path: Annotated[str, msgspec.Meta(max_length=2_000)]
    fields: Annotated[dict[Name, Values], msgspec.Meta(max_length=MOST_FIELDS)]
    at: Moment


class Kept(msgspec.Struct):
    """All that a phone sends. account: whose it is, as the pages told it; now: the phone's time."""

    account: str
    now: Moment
    forms: Annotated[list[msgspec.Raw], msgspec.Meta(max_length=MOST_FORMS)]


def read_kept(body: bytes) -> Kept:
    """Return what a body says. Raises Problem `learning.bad_queue` (400)."""
    try:
        kept = msgspec.json.decode(body, type=Kept)
        require_sensible(kept.now)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Problem(
            "learning.bad_queue",
            _("What the phone has sent cannot be read."),
            mend=_("Reload the page, then send it again."),
        ) from error
    return kept


def require_sensible(moment: datetime) -> None:
    """Raise ValueError for a moment that one cannot reckon with."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(moment)


def deed(raw: msgspec.Raw) -> Deed | Problem:
    """Return what a kept form does, or the Problem `learning.bad_form` that stands for it."""
    try:
        form = msgspec.json.decode(raw, type=KeptForm)
        require_sensible(form.at)
        match = resolve(unquote(form.path))
        return deed_at(match, form)
    except Problem as problem:
        return problem
    except (msgspec.DecodeError, ValueError, RecursionError, Resolver404):
        return forms.unreadable()


def deed_at(match: ResolverMatch, form: KeptForm) -> Deed:
    if match.url_name == READ:
        return item_read(match.kwargs["code"], form)
    if match.url_name not in ("modul_layar", "modul_selesai", NOTE):
        raise forms.unreadable("path")
    fields = QueryDict(mutable=True)
    for name, values in form.fields.items():
        fields.setlist(name, values)
    sent = forms.sent(fields)
    return Deed(
        code=match.kwargs["code"],
        record_id=sent.record_id,
        told_at=form.at,
        screen=match.kwargs.get("number"),
        last_screen=sent.screen,
        version=sent.version,
        answers=forms.answers(fields),
        choice=sent.choice,
        notes=forms.notes(fields),
        is_note=match.url_name == NOTE,
    )


def item_read(code: str, form: KeptForm) -> Deed:
    """Return that a knowledge item was read, whose record needs no id of the page's."""
    [opened] = form.fields.get("dibuka") or [""]
    return Deed(code, uuid4(), form.at, screen=None, last_screen=None, version=None, answers={}, opened=opened)
