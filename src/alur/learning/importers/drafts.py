"""Drafts read as the module files they would be: their faults by place, and publishing them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from alur.base.access.rules import Actor
from alur.base.files.rules import Use, use_of
from alur.base.lib import clock
from alur.base.lib.markdown import uncaptioned_sources
from alur.base.lib.problems import Problem
from alur.catalogue import importers as shared
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code, unknown
from alur.learning.importers import words
from alur.learning.importers.content import Refusal, read_columns
from alur.learning.models import Draft
from alur.learning.queries.drafts import draft_of
from alur.learning.queries.references import files_of, named_files
from alur.learning.rules.content import Fault, What
from alur.learning.rules.drafting import Drafted, Place, Typed, drafted, typed_of
from alur.learning.services.content import ContentRow
from alur.learning.services.reviewing import ask_review, publish_draft

NEEDED = ("title", "jp")
MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something wrong in a draft. text: of the line, "" in a field."""

    place: Place
    text: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft as it was read. wrong: in the order of its places."""

    drafted: Drafted
    columns: Mapping[str, Any]
    wrong: list[Wrong] = field(default_factory=list)

    def of_screen(self, number: int) -> list[Wrong]:
        """Return what is wrong on a screen."""
        return [each for each in self.wrong if each.place.screen == number]

    @property
    def of_fields(self) -> dict[str, list[Wrong]]:
        """What is wrong outside of the screens, by field."""
        found: dict[str, list[Wrong]] = {}
        for each in self.wrong:
            if not each.place.screen:
                found.setdefault(each.place.field, []).append(each)
        return found


def checked(code: str, typed: Typed, images: Mapping[str, str]) -> Checked:
    """Read what was typed, with all that is wrong. images: those that the draft has."""
    read = drafted(code, typed)
    refused: list[Refusal] = []
    columns = dict(read_columns(read.parsed, "", refused))
    wrong = [Wrong(read.place(fault.line), "", words.in_draft(fault)) for fault in read.parsed.faults]
    wrong += [Wrong(read.place(each.line), "", each.problem) for each in refused]
    wrong += [Wrong(Place(name), "", words.missing(name)) for name in NEEDED if not getattr(typed, name).strip()]
    wrong += [
        Wrong(Place(screen=number, line=1), "", words.in_words(Fault(1, What.OPEN_CODE))) for number in read.open_code
    ]
    if exam := read.parsed.asked.exam:
        wrong += [] if ids_by_code(Kind.EXAM, [exam]) else [Wrong(Place("exam"), "", unknown(Kind.EXAM, exam))]
    wrong += [*wrong_files(typed, images), *silent_films(typed, images)]
    wrong.sort(key=lambda each: (each.place.screen, each.place.line))
    return Checked(read, columns, [with_line(each, typed) for each in wrong[:MOST_TOLD]])


def wrong_files(typed: Typed, images: Mapping[str, str]) -> list[Wrong]:
    return [
        Wrong(Place(screen=number, line=line_with(text, name)), "", problem)
        for number, text in enumerate(typed.screens, start=1)
        for name, uses in named_files(text).items()
        if (problem := wrong_with(name, uses, images.get(name)))
    ]


def silent_films(typed: Typed, images: Mapping[str, str]) -> list[Wrong]:
    return [
        Wrong(Place(screen=number, line=line_with(text, name)), "", words.no_captions(name))
        for number, text in enumerate(typed.screens, start=1)
        for name in uncaptioned_sources(text)
        if name in images and use_of(images[name]) is Use.VIDEO
    ]


def wrong_with(name: str, uses: frozenset[Use], stored: str | None) -> Problem | None:
    if stored is None:
        return words.picture_not_uploaded(name)
    return None if use_of(stored) in uses else words.file_kind(name, uses)


def line_with(text: str, part: str) -> int:
    return next((number for number, line in enumerate(text.split("\n"), start=1) if part in line), 1)


def with_line(wrong: Wrong, typed: Typed) -> Wrong:
    place = wrong.place
    if not place.screen:
        return wrong
    lines = typed.screens[place.screen - 1].replace("\r\n", "\n").split("\n")
    return Wrong(place, lines[place.line - 1] if place.line <= len(lines) else "", wrong.problem)


def row_of(draft: Draft) -> ContentRow:
    """Return a draft as the content it becomes. Raises Problem `learning.draft_wrong` with all that is wrong."""
    found = checked(draft.code, typed_of(draft.body), draft.images)
    if found.wrong:
        raise words.draft_wrong([each.problem for each in found.wrong])
    columns = {name: value for name, value in found.columns.items() if name != "code"}
    if not ids_by_code(Kind.MODULE, [draft.code]):
        columns["published_on"] = clock.today()
    screens = found.drafted.parsed.screens
    used = files_of(screens)
    kept = {name: stored for name, stored in sorted(draft.images.items()) if name in used}
    return ContentRow(draft.code, columns, found.drafted.parsed.asked, screens, kept=kept)


def ask(*, actor: Actor, id: UUID, revision: int) -> Draft:
    """Ask for the review of a draft that is without fault. Raises Problem `learning.draft_wrong`, or as ask_review."""
    row_of(draft_of(actor, id))
    return ask_review(actor=actor, id=id, revision=revision)


def publish(*, actor: Actor, id: UUID, revision: int) -> Draft:
    """Publish a draft in review. Raises Problem as row_of and publish_draft."""
    draft = draft_of(actor, id)
    if draft.published_as is not None:
        return draft
    return publish_draft(actor=actor, id=id, revision=revision, row=row_of(draft))


def code_of(written: str) -> str:
    """Return a code as files may have it. Raises Problem of the column `code`."""
    return str(shared.code(written))
