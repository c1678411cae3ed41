"""What becomes of a question about a ledger entry by what is said. Pure."""

from enum import StrEnum


class State(StrEnum):
    """OPEN: waits for whoever looks after the unit; ANSWERED: for the employee; CLOSED: she says that it is clear."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Said(StrEnum):
    """What somebody does: the employee asks, first or again; the unit answers; the employee closes."""

    ASK = "ask"
    ANSWER = "answer"
    CLOSE = "close"


AFTER = {Said.ASK: State.OPEN, Said.ANSWER: State.ANSWERED, Said.CLOSE: State.CLOSED}
LONGEST_MESSAGE = 1_000
MOST_MESSAGES = 50


def after(said: Said) -> State:
    """Return the state that follows, whatever it was: what she asks after all is open again."""
    return AFTER[said]
