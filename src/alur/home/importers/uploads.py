"""A file that was uploaded: looked through without leaving a trace, or taken in. Both by the importers' own code."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.module_loading import import_string

from alur.base.access.queries import actor_of
from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.lib.importing.kinds import Kind
from alur.base.lib.importing.running import Run, Tally, check_columns
from alur.base.lib.problems import Problem, RejectedRow
from alur.base.lib.tabular import Line, Table, open_table
from alur.base.lib.tabular.rejected import RejectedFile
from alur.home.forms import KIND_NAMES
from alur.home.models import FileImport, ImportState
from alur.home.permissions import require_import
from alur.home.queries.imports import as_kept, file_of
from alur.home.rules import KINDS
from alur.home.services.imports import note_failure, note_progress, note_result

# So many rows are tried on the database, which others cannot write to meanwhile (some two seconds).
MOST_TRIED = 20_000
MOST_KEPT = 200
THOUSAND = 1_000


def kind_of(name: str, *, actor: Actor, source: str) -> Kind[Any]:
    """Return a kind by its name. source: the file, for the audit trail."""
    kind: Kind[Any] = import_string(KINDS[name].importer)(actor=actor, source=source)
    return kind


def check(id: UUID) -> None:
    """Try the first rows of a file on the database and take all of it back; note what became of each."""
    row = FileImport.objects.select_related("account").filter(pk=id, state=ImportState.CHECKING).first()
    if row is not None:
        looked_at(row, ImportState.CHECKED, is_trial=True)


def take(id: UUID) -> None:
    """Take a file in, a batch a transaction. Again changes nothing."""
    row = FileImport.objects.select_related("account").filter(pk=id, state=ImportState.IMPORTING).first()
    if row is not None:
        looked_at(row, ImportState.DONE, is_trial=False)
        bulk.note_growth()


def looked_at(row: FileImport, state: ImportState, *, is_trial: bool) -> None:
    actor = actor_of(row.account)
    with translation.override(row.language):
        try:
            require_import(actor, row.kind)  # her roles may be others since
            reading = Reading(row, kind_of(row.kind, actor=actor, source=row.name))
            tally, is_whole = reading.tried() if is_trial else (reading.taken(), True)
        except Problem as problem:
            note_failure(row.pk, problem)
            return
    note_result(row.pk, state, tally, refused=reading.refused, left_out=reading.left_out, is_whole=is_whole)


class Reading:
    """An upload on its way in. refused: the first refused rows, as they are kept; left_out: columns not known."""

    def __init__(self, row: FileImport, kind: Kind[Any]) -> None:
        self._row = row
        self._kind = kind
        self.refused: list[Any] = []
        self.left_out: list[str] = []

    def tried(self) -> tuple[Tally, bool]:
        """Return the tally of the first rows, taken back again, and whether these were all."""
        with closing(open_table(file_of(self._row))) as table, transaction.atomic():
            lines = mended(table.lines(), self._row.mends)
            tally = self._run(table, islice(lines, MOST_TRIED))
            is_whole = next(lines, None) is None
            transaction.set_rollback(True)
        return tally, is_whole

    def taken(self) -> Tally:
        """Take all rows in and return the tally."""
        with closing(open_table(file_of(self._row))) as table:
            return self._run(table, mended(table.lines(), self._row.mends), shows=True)

    def _run(self, table: Table, lines: Iterator[Line], *, shows: bool = False) -> Tally:
        self.left_out = check_columns(self._kind, table, called=str(KIND_NAMES[self._row.kind]))
        columns = table.columns or list(self._kind.columns)
        file = RejectedFile(file_of(self._row), columns, fixed=table.columns is not None)

        def reject(row: RejectedRow) -> None:
            file.add(row)
            if len(self.refused) < MOST_KEPT:
                self.refused.append(as_kept(row))

        def show(tally: Tally) -> None:
            if shows:
                note_progress(self._row.pk, tally, int(table.done * THOUSAND / max(table.size, 1)))

        tally = Run(self._kind, reject=reject, progress=show).take(lines)
        file.close()
        return tally


def mended(lines: Iterator[Line], mends: Mapping[str, Mapping[str, str]]) -> Iterator[Line]:
    """Yield lines with the values that were put in place of the file's own."""
    for line in lines:
        cells = mends.get(str(line.number))
        if cells:
            line.values.update(cells)
            # What could not be read stays so until that very value is another.
            if line.problem is not None and (not line.problem.field or line.problem.field in cells):
                line.problem = None
        yield line
