"""What curators do next, and why. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alur.knowledge.rules.caring import Standing, standing

# Somebody who says that an item is wrong, or asks for one that is missing, was about to act: she counts for many who
# only read.
WORTH_OF_A_WORD = 100
DAYS_OF_AGE = 90  # after so many days it matters twice as much, after twice as many three times
RISK_OF_NO_ANSWER = 2


class Reason(StrEnum):
    """Why something is in the queue, the gravest first."""

    QUESTION = "question"
    DISPUTED = "disputed"
    EXPIRED = "expired"
    HANDED = "handed"
    DUE = "due"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an item. disputes: readers who say that it no longer holds; is_handed: its owner is lost."""

    disputes: int
    is_handed: bool
    review_on: date | None
    valid_until: date | None
    is_verified: bool


def reason(facts: Facts, today: date) -> Reason | None:
    """Return the gravest reason for which an item waits for curators, None when it does not."""
    stands = standing(facts.review_on, facts.valid_until, today)
    reasons = {
        Reason.DISPUTED: facts.disputes > 0,
        Reason.EXPIRED: stands is Standing.EXPIRED,
        Reason.HANDED: facts.is_handed,
        Reason.DUE: stands is Standing.DUE,
        Reason.NEW: not facts.is_verified,
    }
    return next((each for each, holds in reasons.items() if holds), None)
