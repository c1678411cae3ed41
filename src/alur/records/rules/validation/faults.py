"""What is said when a statement is not as the standard wants it."""

from collections.abc import Iterable

from alur.base.lib.problems import Problem

CODE = "xapi.invalid"
LONGEST_SHOWN = 80
LONGEST_PATH = 500
KINDS: dict[type, str] = {
    dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number",
    type(None): "null",
}  # fmt: skip


def fault(path: str, message: str, mend: str) -> Problem:
    """Return the refusal of a value. path: where it stands, as `.actor.mbox`; mend: how to put it right."""
    return Problem(CODE, message, field=path.lstrip(".")[:LONGEST_PATH], mend=mend)


def wrong_kind(path: str, value: object, wanted: str) -> Problem:
    """Return the refusal of a value of the wrong JSON type. wanted: with article, `an object`."""
    if value is None:
        return fault(
            path, "This is null, which the standard allows in extensions only.", f"Leave it out or give {wanted}."
        )
    return fault(path, f"This is {kind(value)} but must be {wanted}.", f"Give {wanted}.")


def wrong_value(path: str, value: str, wanted: str, example: str) -> Problem:
    """Return the refusal of a text that has not the form wanted. wanted: with article; example: one that is right."""
    return fault(path, f"“{shown(value)}” is not {wanted}.", f"Give {wanted}, such as {example}.")


def unknown_key(path: str, key: object, known: Iterable[str]) -> Problem:
    """Return the refusal of a property that does not belong here."""
    name = shown(str(key))
    near = [other for other in known if other.lower() == str(key).lower()]
    mend = f"Write it “{near[0]}”." if near else f"Remove it, or move it into extensions; known are {', '.join(known)}."
    return fault(f"{path}.{name}", f"There is no property “{name}” here.", mend)


def missing_key(path: str, key: str) -> Problem:
    """Return the refusal of an object that lacks a property."""
    return fault(f"{path}.{key}", f"The property “{key}” is missing.", "Add it.")


def kind(value: object) -> str:
    return KINDS.get(type(value), type(value).__name__)


def shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
