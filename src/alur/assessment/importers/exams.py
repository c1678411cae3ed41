"""Files of exams."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from alur.assessment.services.exams import ExamRow, put_exams
from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import Column, Kind
from alur.base.lib.problems import Problem
from alur.catalogue import importers as shared

MOST_SCORE = Decimal(1_000_000)


def exams(*, actor: Actor, source: str) -> Kind[ExamRow]:
    """Return the kind `exams`. source: the file, for the audit trail."""
    return Kind(
        name="exams",
        columns={
            "code": Column(shared.code, required=True),
            "title": shared.title,
            "module_code": Column(shared.code, empty=""),
            "session_code": Column(shared.code, empty=""),
            "pass_score": Column(cells.decimal(least=Decimal(0), most=MOST_SCORE)),
            "max_score": Column(cells.decimal(above=Decimal(0), most=MOST_SCORE)),
        },
        row=checked,
        put=lambda rows: put_exams(actor=actor, rows=rows, source=source),
        key=lambda row: row.code,
    )


def checked(**values: Any) -> ExamRow:
    """Return the row. Raises Problem when it is about two things, or nobody can pass."""
    row = ExamRow(**values)
    if isinstance(row.module_code, str) and isinstance(row.session_code, str) and row.module_code and row.session_code:
        raise shared.about_two()
    if isinstance(row.pass_score, Decimal) and isinstance(row.max_score, Decimal) and row.pass_score > row.max_score:
        raise Problem(
            "assessment.pass_score_too_high",
            _("pass_score is above max_score, so that nobody can pass."),
            field="pass_score",
            mend=_("Correct one of the two."),
        )
    return row
