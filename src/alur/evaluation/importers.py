"""Files of level-1 responses."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import Column, Kind
from alur.base.lib.problems import Problem
from alur.catalogue import importers as shared
from alur.evaluation.services.responses import ResponseRow, put_responses

MOST_SCORE = Decimal(1_000_000)


def evaluations(*, actor: Actor, source: str) -> Kind[ResponseRow]:
    """Return the kind `evaluations`. source: the file, for the audit trail."""
    return Kind(
        name="evaluations",
        columns={
            "record_id": Column(cells.identifier, required=True),
            "session_code": Column(shared.code, empty=""),
            "module_code": Column(shared.code, empty=""),
            "submitted_at": Column(cells.past_moment_or_day, required=True),
            "item": Column(cells.text(longest=200), required=True),
            "score": Column(cells.decimal(least=Decimal(0), most=MOST_SCORE), required=True),
            "max_score": Column(cells.decimal(above=Decimal(0), most=MOST_SCORE), required=True),
        },
        row=checked,
        put=lambda rows: put_responses(actor=actor, rows=rows, source=source),
        absent="",
    )


def checked(**values: Any) -> ResponseRow:
    """Return the row. Raises Problem when it is not about one thing, or scores more than can be."""
    row = ResponseRow(**values)
    if bool(row.module_code) == bool(row.session_code):
        raise shared.about_two() if row.module_code else shared.about_nothing()
    if row.score > row.max_score:
        raise Problem(
            "evaluation.score_too_high",
            _("The score %(score)s is above the highest possible, %(max)s.")
            % {"score": row.score, "max": row.max_score},
            field="score",
            mend=_("Correct score or max_score."),
        )
    return row
