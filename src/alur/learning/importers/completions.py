"""Files of finished modules."""

from decimal import Decimal

from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import RECORDS_A_BATCH, Column, Kind
from alur.catalogue import importers as shared
from alur.learning.services.completions import completion_row, record_completions
from alur.learning.services.recording import LearntRow
from alur.people.importers.cells import nip

MOST_SECONDS = 366 * 24 * 60 * 60
MOST_SCORE = Decimal(1_000_000)


def completions(*, actor: Actor, source: str) -> Kind[LearntRow]:
    """Return the kind `completions`. source: the file, for the audit trail."""
    return Kind(
        name="completions",
        columns={
            "record_id": Column(cells.identifier, required=True),
            "nip": Column(nip, required=True),
            "module_code": Column(shared.code, required=True),
            "completed_at": Column(cells.past_moment_or_day, required=True),
            "score": Column(cells.decimal(least=Decimal(0), most=MOST_SCORE)),
            "duration_seconds": Column(cells.whole(least=0, most=MOST_SECONDS)),
        },
        row=completion_row,
        put=lambda rows: record_completions(actor=actor, rows=rows, source=source),
        absent=None,
        batch_rows=RECORDS_A_BATCH,
    )
