"""Records that rows of a file ask for: each row has a verdict of its own."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from alur.base.lib.importing.verdicts import Change, Verdict
from alur.base.lib.problems import Problem
from alur.records.rules.draft import Draft
from alur.records.services.appending import Fate, append_each

R = TypeVar("R")


def append_rows(
    rows: Sequence[R], *, refusal: Callable[[R], Problem | None], draft: Callable[[R], Draft]
) -> list[Verdict]:
    """Store the records of rows in the transaction that is open, and return what became of each.

    refusal: why a row makes no record, None when it does; draft: its record. A row whose id is taken by other content
    is refused as `records.conflict`.
    """
    refused = list(map(refusal, rows))
    taken = [row for row, problem in zip(rows, refused, strict=True) if problem is None] if any(refused) else rows
    fates = append_each(list(map(draft, taken)))
    if fates.count(Fate.STORED) == len(rows):
        return [Change.CREATED] * len(rows)
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
