"""Results and scores (xAPI 1.0.3, Data 2.4.5; 2.0, 4.2.2.4)."""

from typing import Any

from alur.records.rules.validation.extensions import extensions
from alur.records.rules.validation.faults import fault
from alur.records.rules.validation.primitives import boolean, duration, number, text
from alur.records.rules.validation.shapes import members


def scaled(value: Any, path: str) -> None:
    """Check a scaled score."""
    number(value, path)
    if not -1 <= value <= 1:
        raise fault(path, f"{value} is not between -1 and 1.", "Divide the raw score by the highest possible.")


score_members = members({"scaled": scaled, "raw": number, "min": number, "max": number})


def score(value: Any, path: str) -> None:
    """Check a score: least ≤ raw ≤ most."""
    score_members(value, path)
    raw, least, most = value.get("raw"), value.get("min"), value.get("max")
    if least is not None and most is not None and least > most:
        raise fault(f"{path}.min", f"min {least} is greater than max {most}.", "Exchange them.")
    if raw is not None and least is not None and raw < least:
        raise fault(f"{path}.raw", f"raw {raw} is less than min {least}.", "Give raw between min and max.")
    if raw is not None and most is not None and raw > most:
        raise fault(f"{path}.raw", f"raw {raw} is greater than max {most}.", "Give raw between min and max.")


result = members(
    {
        "score": score,
        "success": boolean,
        "completion": boolean,
        "response": text,
        "duration": duration,
        "extensions": extensions,
    }
)
