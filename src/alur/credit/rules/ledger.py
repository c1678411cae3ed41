"""What a ledger entry says, and how its amount follows."""

from enum import StrEnum
from hashlib import sha1
from typing import NamedTuple
from uuid import UUID

NAMESPACE = UUID("6f1c8c8e-0d0b-5c55-9a55-5f1f3a0f8a11")
HUNDRED = 100


class Reason(StrEnum):
    """Why an entry was made."""

    EARNED = "earned"
    SUPERSEDED = "superseded"
    DECISION = "decision"


class Credited(NamedTuple):
    """What the ledger hands to the projections above: an amount (hundredths of JP, negative when taken back).

    month: of the Jakarta date of the act.
    """

    employee_id: int
    unit_id: int
    year: int
    month: int
    amount: int


def entry_id(evidence_id: UUID, *, rid: int, reversal: bool) -> UUID:
    """Return an entry's id, the same in every rebuild. evidence_id: the record that proves; rid: of the cause."""
    name = f"{evidence_id}:{rid}:{'reversal' if reversal else 'entry'}"
    # What uuid5 gives, in half the time.
    return UUID(bytes=sha1(NAMESPACE.bytes + name.encode(), usedforsecurity=False).digest()[:16], version=5)


def amount(jp_hundredths: int, *, factor_hundredths: int) -> int:
    """Return JP × factor in hundredths, rounded half up: exact for every factor in use (domain.md §1)."""
    return (jp_hundredths * factor_hundredths + HUNDRED // 2) // HUNDRED
