"""The agency's 106 work units: 30 in head office, 34 provincial and 42 in districts.

The districts' units stand below the provincial unit of their region; all others stand at the top, because the
paper's count leaves no room for a unit above them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from alur.cli.demo.rows import UnitRow
from alur.cli.demo.scale import FULL, Scale
from alur.cli.demo.seeding import chance, shares
from alur.cli.demo.sources import table

HEAD_OFFICE = frozenset({"biro", "inspektorat", "direktorat", "pusat"})
HEAVY = {"balai besar": 1.35, "balai": 0.9}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with what its people take from it. zone: hours ahead of UTC; people: its names; field: its own work."""

    code: str
    name: str
    parent_code: str
    kind: str
    zone: int
    people: str
    field: str
    size: int


def units(*, scale: Scale = FULL) -> list[UnitRow]:
    """Return the units of a scale, parents first."""
    return [
        UnitRow(
            code=row["code"],
            name=row["name"],
            parent_code=row["parent_code"],
            kind=row["kind"],
            province=row["province"],
            city=row["city"],
        )
        for row in _lines(scale)
    ]


@cache
def places(scale: Scale) -> tuple[Place, ...]:
    """Return the units of a scale with the number of people in each."""
    lines = _lines(scale)
    sizes = _sizes(lines, scale)
    return tuple(
        Place(
            code=row["code"],
            name=row["name"],
            parent_code=row["parent_code"],
            kind=row["kind"],
            zone=int(row["zone"]),
            people=row["people"],
            field=row["field"],
            size=sizes[row["code"]],
        )
        for row in lines
    )


def _lines(scale: Scale) -> list[dict[str, str]]:
    rows = [row for row in table("units") if scale.unit_codes is None or row["code"] in scale.unit_codes]
    kept = {row["code"] for row in rows}
    return [row | {"parent_code": row["parent_code"] if row["parent_code"] in kept else ""} for row in rows]


def _tier(row: dict[str, str]) -> int:
    if row["kind"] in HEAD_OFFICE:
        return 0
    return 2 if row["parent_code"] or row["kind"] == "loka" else 1


def _sizes(lines: Sequence[dict[str, str]], scale: Scale) -> dict[str, int]:
    rng = chance("unit sizes")
    sizes: dict[str, int] = {}
    for tier, total in enumerate(scale.staff):
        rows = [row for row in lines if _tier(row) == tier]
        weights = [HEAVY.get(row["kind"], 0.75) * rng.uniform(0.8, 1.25) for row in rows]
        parts = shares(total, weights, least=total // len(rows) // 3)
        sizes |= {row["code"]: part for row, part in zip(rows, parts, strict=True)}
    return sizes
