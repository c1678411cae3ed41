"""Files of exam results."""

from decimal import Decimal

from alur.assessment.importers.exams import MOST_SCORE
from alur.assessment.services.results import ResultRow, record_results
from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import RECORDS_A_BATCH, Column, Kind
from alur.catalogue import importers as shared
from alur.people.importers.cells import nip


def exam_results(*, actor: Actor, source: str) -> Kind[ResultRow]:
    """Return the kind `exam_results`. source: the file, for the audit trail."""
    return Kind(
        name="exam_results",
        columns={
            "record_id": Column(cells.identifier, required=True),
            "nip": Column(nip, required=True),
            "exam_code": Column(shared.code, required=True),
            "submitted_at": Column(cells.past_moment_or_day, required=True),
            "score": Column(cells.decimal(least=Decimal(0), most=MOST_SCORE), required=True),
            "max_score": Column(cells.decimal(above=Decimal(0), most=MOST_SCORE)),
        },
        row=ResultRow,
        put=lambda rows: record_results(actor=actor, rows=rows, source=source),
        absent=None,
        batch_rows=RECORDS_A_BATCH,
    )
