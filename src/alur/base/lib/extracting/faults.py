"""Why a file cannot be read, and how to mend it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alur.base.lib.extracting.pages import MOST_PAGES
from alur.base.lib.problems import Problem


class Fault(StrEnum):
    """What is wrong with a file, or what it would have taken to read it."""

    LOCKED = "locked"
    DAMAGED = "damaged"
    MANY_PAGES = "many_pages"
    LARGE_PICTURE = "large_picture"
    MUCH_TEXT = "much_text"
    HEAVY = "heavy"
    SLOW = "slow"


# The file is as it is, however often it is tried.
LASTING = frozenset({Fault.LOCKED, Fault.DAMAGED, Fault.MANY_PAGES, Fault.LARGE_PICTURE, Fault.MUCH_TEXT})
WORDS: dict[Fault, tuple[Promise, Promise]] = {
    Fault.LOCKED: (
        _("The file is protected by a password, so nothing of it can be read."),
        _("Save it without a password and upload it again."),
    ),
    Fault.DAMAGED: (
        _("The file is damaged or not whole."),
        _("Open it, save it anew and upload it again."),
    ),
    Fault.MANY_PAGES: (
        _("The file has more than %(pages)s pages."),
        _("Divide it into several, one a chapter, and upload them."),
    ),
    Fault.LARGE_PICTURE: (
        _("The picture has more than 60 million points."),
        _("Make it smaller and upload it again."),
    ),
    Fault.MUCH_TEXT: (
        _("The file holds more text than can be searched."),
        _("Divide it into several and upload them; tables of figures are better handed out as they are."),
    ),
    Fault.HEAVY: (
        _("Reading the file took more memory than it may."),
        _("Save it anew in a simpler form, as PDF, and upload it again."),
    ),
    Fault.SLOW: (
        _("Reading the file took too long and was ended."),
        _("Try once more when there is less to do; if it stays so, save it anew in a simpler form, as PDF."),
    ),
}


def unreadable(fault: Fault) -> Problem:
    """Return a fault as a Problem `extracting.<fault>` (422)."""
    message, mend = WORDS[fault]
    return Problem(f"extracting.{fault}", str(message) % {"pages": MOST_PAGES}, mend=str(mend), status=422)


def fault_of(problem: Problem) -> Fault:
    """Return the fault that a Problem of `unreadable` is of."""
    return Fault(problem.code.rpartition(".")[2])
