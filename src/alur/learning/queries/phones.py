"""A module as a phone takes it along: what it needs to judge answers, where she stands, and how much that weighs."""

import json
from functools import lru_cache
from typing import Any

from alur.base.ui.assets import fingerprint
from alur.base.ui.environment import viewing
from alur.learning.queries.contents import MOST_REMEMBERED, ShownQuestion, Version, contents
from alur.learning.queries.pictures import size_bytes
from alur.learning.queries.reading import Reading
from alur.learning.rules.answering import simple
from alur.learning.rules.content import Kind

# The shell around the screens, and what each question brings twice: open and answered.
SHELL_BYTES = 12_000
QUESTION_BYTES = 1_500


def standing(page: Reading) -> str:
    """Return as JSON how far she is: what a phone needs to go on from there."""
    hers = page.attempt
    return json.dumps(
        {
            "version": page.content_number,
            "read": hers.read,
            "answers": {number: given.response for number, given in hers.answers.items()},
            "right": sorted(hers.right),
            "exam": page.has_passed_exam,
            "completed": page.completed is not None,
        }
    )


def outline(page: Reading) -> str:
    """Return as JSON what a phone judges by: the questions of each screen with what is right, and what is asked."""
    screens = page.contents.screens if page.contents else ()
    return json.dumps(
        {
            "version": page.content_number,
            "screens": [[question.number for question in screen.questions] for screen in screens],
            "questions": {question.number: judged(question) for screen in screens for question in screen.questions},
            "needs": {tick.criterion: tick.need for tick in page.ticks()},
        }
    )


def judged(question: ShownQuestion) -> dict[str, Any]:
    answers = question.answers
    if question.kind is Kind.SHORT:
        right = sorted({simple(answer.text) for answer in answers})
    else:
        right = [str(answer.number) for answer in answers if answer.is_right]
    return {"kind": question.kind, "right": right}


def stamp(page: Reading) -> str:
    """Return what tells whether a copy on a phone is still what it would be now."""
    digest = page.version.digest[:12] if page.version else ""
    return f"{digest}-{viewing().language}-{fingerprint()}"


def weight_bytes(page: Reading) -> int:
    """Return about how much a phone loads to take a module along."""
    return weighed(page.version) if page.version else 0


@lru_cache(maxsize=MOST_REMEMBERED)
def weighed(version: Version) -> int:
    shown = contents(version)
    texts = sum(len(str(part).encode()) for screen in shown.screens for part in screen.parts if isinstance(part, str))
    pictures = sum(map(size_bytes, shown.pictures))
    return SHELL_BYTES + texts + QUESTION_BYTES * shown.size.questions + pictures
