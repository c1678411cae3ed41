"""Files of units."""

from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import Column, Kind
from alur.people.services.units import UNKNOWN_PARENT, UnitRow, put_units

code = cells.code(longest=64)


def units(*, actor: Actor, source: str) -> Kind[UnitRow]:
    """Return the kind `units`. source: the file, for the audit trail."""
    return Kind(
        name="units",
        columns={
            "code": Column(code, required=True),
            "name": Column(cells.text(longest=200), required=True),
            "parent_code": Column(code, empty=""),
            "kind": Column(cells.text(longest=64), empty=""),
            "province": Column(cells.text(longest=100), empty=""),
            "city": Column(cells.text(longest=100), empty=""),
        },
        row=UnitRow,
        put=lambda rows: put_units(actor=actor, rows=rows, source=source),
        key=lambda row: row.code,
        waits_for=frozenset({UNKNOWN_PARENT}),
    )
