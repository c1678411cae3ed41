"""What a ledger entry says, and how its amount follows."""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from alur.base.lib.ids import uuid_of_digits

HUNDRED = 100
RID_DIGITS, FIRST_RID_DIGITS = 15, 12
VERSION_DIGIT = "8"
EVIDENCE_DIGIT = 16  # from here on the evidence's own, but for two bits for the variant and one that tells a reversal
EARNING_DIGIT = {digit: "89"[int(digit, 16) & 1] for digit in "0123456789abcdef"}
REVERSAL_DIGIT = {digit: "ab"[int(digit, 16) & 1] for digit in "0123456789abcdef"}


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
    own, evidence = f"{rid:0{RID_DIGITS}x}", evidence_id.hex
    digit = (REVERSAL_DIGIT if reversal else EARNING_DIGIT)[evidence[EVIDENCE_DIGIT]]
    tail = evidence[EVIDENCE_DIGIT + 1 :]
    return uuid_of_digits(f"{own[:FIRST_RID_DIGITS]}{VERSION_DIGIT}{own[FIRST_RID_DIGITS:]}{digit}{tail}")


def amount(jp_hundredths: int, *, factor_hundredths: int) -> int:
    """Return JP × factor in hundredths, rounded half up: exact for every factor in use (domain.md §1)."""
    return (jp_hundredths * factor_hundredths + HUNDRED // 2) // HUNDRED
