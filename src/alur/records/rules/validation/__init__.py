"""Whether statements are as xAPI 1.0.3 and 2.0 want them."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Literal, TypeAlias

from alur.base.lib.problems import Problem
from alur.records.rules.validation.faults import CODE, fault
from alur.records.rules.validation.statements import CHECKS

Version: TypeAlias = Literal["1.0.3", "2.0.0"]
MOST_FAULTS = 20


def check_statement(statement: object, *, version: Version, path: str = "") -> None:
    """Check one statement. path: where it stands in what was sent, `statements[3]`.

    Raises the Problem `xapi.invalid` with the first fault.
    """
    CHECKS[version](statement, path)


def check_batch(statements: Sequence[object], *, version: Version) -> None:
    """Check statements sent together. Raises the Problem `xapi.invalid`; details: the first fault of each statement."""
    faults = list(islice(faults_of(statements, version), MOST_FAULTS))
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise several(faults)
    require_distinct_ids(statements)


def faults_of(statements: Sequence[object], version: Version) -> Iterator[Problem]:
    """Give the first fault of each statement that has one."""
    for place, statement in enumerate(statements):
        try:
            CHECKS[version](statement, f"statements[{place}]")
        except Problem as problem:
            yield problem


def several(faults: list[Problem]) -> Problem:
    first = faults[0]
    count = f"at least {MOST_FAULTS}" if len(faults) == MOST_FAULTS else str(len(faults))
    message = f"{count} statements are not valid, the first one: {first.message}"
    return Problem(CODE, message, field=first.field, mend=first.mend, details=tuple(faults))


def require_distinct_ids(statements: Sequence[Any]) -> None:
    seen: dict[str, int] = {}
    for place, statement in enumerate(statements):
        if "id" not in statement:
            continue
        before = seen.setdefault(statement["id"].lower(), place)
        if before != place:
            raise fault(
                f"statements[{place}].id",
                f"statements[{before}] has the same id {statement['id']}.",
                "Send each statement once.",
            )
