"""Records that rows of a file ask for: each row has a verdict of its own."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alur.base.lib.importing.verdicts import Change, Verdict
from alur.base.lib.problems import Problem
from alur.records.rules.draft import Draft
from alur.records.services.appending import Fate, append_each


def append_rows(drafts: Sequence[Draft], *, refused: Sequence[Problem | None]) -> list[Verdict]:
    """Store the records of rows in the transaction that is open, and return what became of each row.

    refused: why a row makes no record, None where it makes the next of drafts. A row whose id is taken by other content
    is refused as `records.conflict`.
    """
    fates = append_each(drafts)
    if fates.count(Fate.STORED) == len(refused):
        return [Change.CREATED] * len(refused)
    decided = iter(fates)
    return [problem or verdict(next(decided)) for problem in refused]


def verdict(fate: Fate) -> Verdict:
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
