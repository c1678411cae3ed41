"""What a phone kept while it had no network, carried out as if it came from the pages' own forms: each for itself."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.knowledge.services.recording import record_read
from alur.learning.queries.attempts import Completed
from alur.learning.rules.phones import happened_at, is_too_old
from alur.learning.services.finishing import finish_module
from alur.learning.services.notes import keep_notes
from alur.learning.services.progress import Answers, record_screen

logger = logging.getLogger(__name__)


class Fate(StrEnum):
    """What became of something: stored now, known before or of no further effect, or refused."""

    STORED = "stored"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Deed:
    """A form that a phone kept. told_at: by the phone's clock; screen: of it, None when it finishes the module.

    choice: the screen to go on to from a fork; notes: what she kept for herself; is_note: whether that is all.
    opened: of a knowledge item that was read, what its page was given; None of modules.
    """

    code: str
    record_id: UUID
    told_at: datetime
    screen: int | None
    last_screen: int | None
    version: int | None
    answers: Answers
    choice: int | None = None
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_note: bool = False
    opened: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a deed. problem: why it was refused; completed: what it finished."""

    fate: Fate
    problem: Problem | None = None
    completed: Completed | None = None


def carry_out(*, actor: Actor, deeds: Sequence[Deed | Problem], phone_now: datetime) -> list[Outcome]:
    """Carry out what a phone kept and return what became of each, in the order given.

    deeds: a Problem stands for one that could not be read; phone_now: the phone's time as it sent this. They are taken
    in the order in which they happened, however they came, and each has its own transaction, so that a bad one spoils
    none of the others.
    """
    now = clock.now()
    found: list[Outcome | None] = [Outcome(Fate.REFUSED, deed) if isinstance(deed, Problem) else None for deed in deeds]
    timed = [
        (happened_at(deed.told_at, phone_now=phone_now, now=now), deed.screen is None, place, deed)
        for place, deed in enumerate(deeds)
        if isinstance(deed, Deed)
    ]
    for at, _is_last, place, deed in sorted(timed, key=lambda each: each[:3]):
        found[place] = outcome(actor, deed, at, now)
    return [each for each in found if each]


def outcome(actor: Actor, deed: Deed, at: datetime, now: datetime) -> Outcome:
    try:
        return Outcome(Fate.REFUSED, too_old()) if is_too_old(at, now=now) else done(actor, deed, at)
    except Problem as problem:
        return Outcome(Fate.REFUSED, problem)
    except Exception:
        # Whatever is wrong with one, the phone must get the others off its queue.
        logger.exception("learning.kept_form_failed")
        return Outcome(Fate.REFUSED, broken())


def done(actor: Actor, deed: Deed, at: datetime) -> Outcome:
    if deed.opened is not None:
        is_new = record_read(actor=actor, code=deed.code, opened=deed.opened, at=at)
        return Outcome(Fate.STORED if is_new else Fate.KNOWN)
    if deed.notes:
        keep_notes(actor=actor, code=deed.code, values=deed.notes, at=at, version=deed.version)
    if deed.is_note:
        return Outcome(Fate.STORED)
    if deed.screen is not None:
        step = record_screen(
            actor=actor,
            code=deed.code,
            screen=deed.screen,
            record_id=deed.record_id,
            at=at,
            answers=deed.answers,
            version=deed.version,
            choice=deed.choice,
        )
        return Outcome(Fate.STORED if step.is_new else Fate.KNOWN)
    finished = finish_module(
        actor=actor,
        code=deed.code,
        record_id=deed.record_id,
        at=at,
        last_screen=deed.last_screen,
        version=deed.version,
    )
    return Outcome(Fate.STORED if finished.is_new else Fate.KNOWN, completed=finished.completed)


def too_old() -> Problem:
    return Problem(
        "learning.too_old",
        _("This was done more than 90 days ago and is not recorded any more."),
        mend=_("Do the module again."),
        status=409,
    )


def broken() -> Problem:
    return Problem(
        "http.server_error",
        _("Something broke on our side."),
        mend=_("It stays on your phone and is sent again later."),
        status=500,
    )
