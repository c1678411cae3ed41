"""Extensions: IRIs with any JSON below them, nulls too (xAPI 1.0.3, Data 4.1)."""

from typing import Any

from alur.base.lib.problems import Problem
from alur.records.rules.validation.faults import fault, wrong_kind
from alur.records.rules.validation.primitives import iri, is_storable

DEEPEST_LEVELS = 100


def extensions(value: Any, path: str) -> None:
    """Check a map from IRIs to anything; an empty one is right."""
    if not isinstance(value, dict):
        raise wrong_kind(path, value, "an object")
    for key, content in value.items():
        iri(key, f"{path}.{key}")
        if not isinstance(content, str):
            anything(content, f"{path}.{key}")


def anything(value: Any, path: str) -> None:
    """Check that a value of any shape can be stored and is not nested without end."""
    level = [value]
    for _ in range(DEEPEST_LEVELS):
        level = [inner for outer in level for inner in inside(outer, path)]
        if not level:
            return
    raise too_deep(path)


def too_deep(path: str) -> Problem:
    """Return the refusal of a value nested without end."""
    return fault(path, f"This is nested deeper than {DEEPEST_LEVELS} levels.", "Give a flatter structure.")


def inside(value: Any, path: str) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list):
        return value
    if isinstance(value, int | float) and not is_storable(value):
        raise fault(path, "A number here is not finite or has more than 64 bits.", "Give a smaller number.")
    return []
