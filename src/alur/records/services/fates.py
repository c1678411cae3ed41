"""What became of records that rows of a file asked for."""

from django.utils.translation import gettext as _

from alur.base.lib.importing.verdicts import Change, Verdict
from alur.base.lib.problems import Problem
from alur.records.services.appending import Fate


def verdict_of(fate: Fate) -> Verdict:
    """Return the verdict on the row whose record met this fate."""
    if fate is Fate.CONFLICT:
        return conflict()
    return Change.CREATED if fate is Fate.STORED else Change.UNCHANGED


def conflict() -> Problem:
    return Problem(
        "records.conflict",
        _("A record with this id is already stored with other content."),
        field="record_id",
        mend=_("A stored record never changes: give a new record an id of its own, or remove the row."),
        status=409,
    )
