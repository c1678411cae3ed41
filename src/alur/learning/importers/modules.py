"""Files of modules."""

from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import Column, Kind
from alur.catalogue import importers as shared
from alur.learning.models import ModuleKind
from alur.learning.services.modules import ModuleRow, put_modules

LONGEST_SUMMARY = 10_000


def modules(*, actor: Actor, source: str) -> Kind[ModuleRow]:
    """Return the kind `modules`. source: the file, for the audit trail."""
    return Kind(
        name="modules",
        columns={
            "code": Column(shared.code, required=True),
            "title": shared.title,
            "kind": Column(cells.one_of(ModuleKind.values), empty=ModuleKind.MICROLEARNING.value),
            "jp": shared.jp,
            "minutes": shared.minutes,
            "summary": Column(cells.prose(longest=LONGEST_SUMMARY), empty=""),
            "topics": shared.topics,
            "published_on": Column(cells.day, required=True),
        },
        row=ModuleRow,
        put=lambda rows: put_modules(actor=actor, rows=rows, source=source),
        key=lambda row: row.code,
    )
