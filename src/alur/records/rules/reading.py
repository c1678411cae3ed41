"""JSON read strictly: UTF-8, no NaN, no key twice, not nested without end."""

import json
from typing import Any

import orjson

from alur.base.lib.problems import Problem
from alur.records.rules.validation.extensions import DEEPEST_LEVELS
from alur.records.rules.validation.faults import shown

CODE = "xapi.bad_json"


def read_json(body: bytes) -> Any:
    """Return what a JSON text says. Raises the Problem `xapi.bad_json` that says where it is wrong."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise unreadable(body, error) from None
    require_flat(value)
    # A key that was dropped takes its quotes along. Only an escaped quote could make up for them.
    if body.count(b'"') != orjson.dumps(value).count(b'"') or b"\\u0022" in body:
        require_distinct_keys(body)
    return value


def require_flat(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST_LEVELS):
        deeper: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                deeper.extend(item.values())
            elif isinstance(item, list):
                deeper.extend(item)
        if not deeper:
            return
        level = deeper
    raise too_deep()


def require_distinct_keys(body: bytes) -> None:
    try:
        json.loads(body, object_pairs_hook=distinct)
    except RecursionError:
        raise too_deep() from None


def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Problem(
                CODE,
                f"The key “{shown(key)}” stands twice in one object.",
                field=shown(key),
                mend="Keep one; which one is meant cannot be told.",
            )
        found[key] = value
    return found


def too_deep() -> Problem:
    return Problem(CODE, f"The JSON is nested deeper than {DEEPEST_LEVELS} levels.", mend="Send a flatter structure.")


def unreadable(body: bytes, error: orjson.JSONDecodeError) -> Problem:
    if not body.strip():
        return Problem(CODE, "The body is empty.", mend="Send JSON.")
    try:
        body.decode()
    except UnicodeDecodeError as wrong:
        return Problem(CODE, f"The body is not UTF-8 at byte {wrong.start}.", mend="Send JSON encoded in UTF-8.")
    place = f"line {error.lineno}, column {error.colno}"
    reason = error.msg.partition(": line")[0]
    return Problem(CODE, f"The body is not valid JSON at {place}: {reason}.", mend="Correct the JSON.")
