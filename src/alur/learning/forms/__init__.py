"""What pages of modules send."""

from typing import NamedTuple
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.learning.services.progress import Answers

ANSWER, NOTE = "jawab-", "catat-"


MOST_SCREENS, MOST_VERSIONS = 1_000, 1_000_000


class Sent(NamedTuple):
    """What every page of a module sends.

    record_id: made with the page; screen: from which it was sent; choice: the screen to go on to; version: of the
    content that it showed.
    """

    record_id: UUID
    screen: int | None
    choice: int | None
    version: int | None


def sent(fields: QueryDict) -> Sent:
    """Return what a page sent. Raises Problem `learning.bad_form`."""
    # A form of Django's takes ten times as long, at each step through a module.
    try:
        record_id = UUID(fields.get("record_id", "").strip())
    except ValueError:
        raise unreadable("record_id") from None
    return Sent(
        record_id,
        whole(fields, "layar", most=MOST_SCREENS),
        whole(fields, "pilih", most=MOST_SCREENS),
        whole(fields, "versi", most=MOST_VERSIONS),
    )


def whole(fields: QueryDict, name: str, *, most: int) -> int | None:
    """Return a number from 1, None when it was left out. Raises Problem `learning.bad_form`."""
    text = fields.get(name, "").strip()
    if not text:
        return None
    is_short = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    if not is_short or not 1 <= int(text) <= most:
        raise unreadable(name)
    return int(text)


def unreadable(field: str = "") -> Problem:
    """Return the Problem of something sent that says nothing."""
    return Problem(
        "learning.bad_form",
        _("This page has sent something that cannot be read."),
        field=field,
        mend=_("Open the module again and repeat the step."),
    )


def answers(fields: QueryDict) -> Answers:
    """Return what was answered, by question: fields `jawab-7` hold the values for question 7."""
    named = {name.removeprefix(ANSWER): name for name in fields if name.startswith(ANSWER)}
    return {
        int(number): fields.getlist(name)
        for number, name in named.items()
        if number.isascii() and number.isdecimal() and len(number) < len("10000")
    }


def notes(fields: QueryDict) -> dict[str, list[str]]:
    """Return what was written or ticked for herself, by the key of its place: fields `catat-KEY`."""
    named = {name.removeprefix(NOTE): name for name in fields if name.startswith(NOTE)}
    return {key: fields.getlist(name) for key, name in named.items()}
