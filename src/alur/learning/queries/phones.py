"""A module as a phone takes it along: what it needs to judge answers, and where she stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from alur.base.files.queries import size_bytes
from alur.base.files.rules import Use, use_of
from alur.base.ui.assets import fingerprint
from alur.base.ui.rendering import viewing
from alur.learning.queries.contents import MOST_REMEMBERED, ShownQuestion, Version, contents
from alur.learning.queries.notes import Hers, notes
from alur.learning.queries.reading import Reading
from alur.learning.rules.answering import simple
from alur.learning.rules.content import Asked, Kind

# Films and recordings, captions and documents of a module that go along without being asked.
SMALL_BYTES = 5_000_000


def standing(page: Reading, known: Mapping[str, Hers] | None = None) -> str:
    """Return as JSON how far she is: what a phone needs to go on from there.

    known: all her notes in the module, where they have been asked for already.
    """
    hers = page.attempt
    kept = all_notes(page) if known is None else known
    return json.dumps(
        {
            "version": page.content_number,
            "read": hers.read,
            "answers": {number: given.response for number, given in hers.answers.items()},
            "right": sorted(hers.right),
            "chosen": dict(hers.chosen),
            "notes": {key: each.text for key, each in kept.items() if each.text},
            "exam": page.has_passed_exam,
            "completed": completions[0].year if (completions := hers.completions) else None,
        }
    )


def all_notes(page: Reading) -> dict[str, Hers]:
    """Return all that she keeps for herself in a module. One query, none for a module without a place for it."""
    screens = page.contents.screens if page.contents else ()
    return notes(page.employee, page.offer.activity_id, [kept.key for screen in screens for kept in screen.kept])


def outline(page: Reading) -> str:
    """Return as JSON what a phone judges by: the questions of each screen with what is right, and what is asked."""
    screens = page.contents.screens if page.contents else ()
    return json.dumps(
        {
            "version": page.content_number,
            "screens": [[question.number for question in screen.questions] for screen in screens],
            "questions": {question.number: judged(question) for screen in screens for question in screen.questions},
            "asked": criteria(page.contents.asked) if page.contents else {},
            "targets": page.contents.targets if page.contents else [],
        }
    )


def criteria(asked: Asked) -> dict[str, int | str]:
    """Return what completes a module, by the name of each criterion; of an exam 1."""
    found = {"screens": asked.screens, "questions": asked.percent, "exam": 1 if asked.exam else None}
    return {name: value for name, value in found.items() if value is not None}


def judged(question: ShownQuestion) -> dict[str, Any]:
    answers = question.answers
    if question.kind is Kind.SHORT:
        right = sorted({simple(answer.text) for answer in answers})
    elif question.kind is Kind.MATCH:
        pairs = [answer.pair for answer in question.question.answers]
        right = [str(pairs.index(pair) + 1) for pair in pairs]
    else:
        right = [str(answer.number) for answer in answers if answer.is_right]
    shape: dict[str, Any] = {"kind": question.kind, "right": right}
    is_arranged = question.kind in (Kind.ORDER, Kind.MATCH)
    return shape | ({"offered": [answer.number for answer in question.offered]} if is_arranged else {})


def stamp(page: Reading) -> str:
    """Return what tells whether a copy on a phone is still what it would be now."""
    digest = page.version.digest[:12] if page.version else ""
    return f"{digest}-{viewing().language}-{fingerprint()}"


@dataclass(frozen=True, slots=True)
class Load:
    """Which files of a module go along on a phone, and how large those are that do not: films, and what is large."""

    carried: tuple[str, ...]
    carried_bytes: int
    left_bytes: int


@lru_cache(maxsize=MOST_REMEMBERED)
def load(version: Version) -> Load:
    """Return what is taken along of a version: its pictures, and other files while they are small together."""
    sizes = {name: size_bytes(name) for name in contents(version).files}
    carried = [name for name in sizes if use_of(name) is Use.PICTURE]
    room = SMALL_BYTES
    for name in sorted(sizes.keys() - set(carried), key=lambda each: (sizes[each], each)):
        room -= sizes[name]
        if room >= 0:
            carried.append(name)
    taken = sum(sizes[name] for name in carried)
    return Load(tuple(carried), taken, sum(sizes.values()) - taken)
