"""How large a demonstration is."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Scale:
    """A size of demonstration.

    staff: employees in head office, provincial and district units; unit_codes: the units it has, None for all;
    reached: employees who learn anything in 2022; share: of the full scale's participation; knowledge_share: of its
    knowledge items; text_count: how many of them are texts that somebody wrote, None for all.
    """

    name: str
    staff: tuple[int, int, int]
    unit_codes: frozenset[str] | None
    reached: int
    share: Fraction
    knowledge_share: Fraction
    text_count: int | None

    def part(self, count: int) -> int:
        """Return this scale's part of the full scale's count, at least one."""
        return max(1, round(count * self.share))


# 4,948 employees: 28x50 + 2x49 in head office, 34x78 in the provinces, 42x19 in the districts, on average.
FULL = Scale("full", (1498, 2652, 798), None, 4370, Fraction(1), Fraction(1), None)

SMALL = Scale(
    "small",
    (62, 98, 40),
    frozenset(
        [
            "PPSDM",
            "PUSDATIN",
            "BIRO-SDM",
            "BIRO-KSH",
            "DIT-REG-OBAT",
            "DIT-PRO-PO",
            "P3OMN",
            "BBPOM-PADANG",
            "BBPOM-BANDUNG",
            "BBPOM-KUPANG",
            "BBPOM-MEDAN",
            "BBPOM-JAYAPURA",
            "BPOM-AMBON",
            "BPOM-BATAM",
            "BPOM-PAYAKUMBUH",
            "LOKA-SIJUNJUNG",
            "BPOM-BOGOR",
            "BPOM-ENDE",
            "LOKA-MABAR",
            "LOKA-TANJUNGPINANG",
        ]
    ),
    177,
    Fraction(13, 1000),
    Fraction(5, 100),
    20,
)
