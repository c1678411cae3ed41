"""What a ledger entry says, and how its amount follows."""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from alur.base.lib.ids import uuid

HUNDRED = 100
VERSION_8, VARIANT, REVERSAL = 8 << 76, 0b10 << 62, 1 << 61
LOW_12_BITS, LOW_61_BITS = (1 << 12) - 1, (1 << 61) - 1


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
    activity_id: int


def entry_id(evidence_id: UUID, *, rid: int, reversal: bool) -> UUID:
    """Return an entry's id, the same in every rebuild. evidence_id: the record that proves; rid: of the cause.

    It is of version 8 (RFC 9562) and begins with rid, so that entries come into their index in its own order.
    """
    number = rid >> 12 << 80 | VERSION_8 | (rid & LOW_12_BITS) << 64 | VARIANT | evidence_id.int & LOW_61_BITS
    return uuid(number | REVERSAL if reversal else number)


def amount(jp_hundredths: int, *, factor_hundredths: int) -> int:
    """Return JP × factor in hundredths, rounded half up: exact for every factor in use (domain.md §1)."""
    return (jp_hundredths * factor_hundredths + HUNDRED // 2) // HUNDRED
