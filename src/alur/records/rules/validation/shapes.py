"""Checks put together from checks: objects with known properties, lists."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from alur.records.rules.validation.faults import fault, missing_key, unknown_key, wrong_kind

Check: TypeAlias = Callable[[Any, str], None]
"""Raises a Problem unless the value is as it must be. Takes the value and its path."""


def members(checks: Mapping[str, Check], *, required: Sequence[str] = ()) -> Check:
    """Return the check of an object that may have these properties and no other."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise wrong_kind(path, value, "an object")
        for key, member in value.items():
            check_member = checks.get(key)
            if check_member is None:
                raise unknown_key(path, key, checks)
            check_member(member, f"{path}.{key}")
        for key in required:
            if key not in value:
                raise missing_key(path, key)

    return check


def list_of(check_item: Check, *, least: int = 0) -> Check:
    """Return the check of a list with at least so many items."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            raise wrong_kind(path, value, "a list")
        if len(value) < least:
            raise fault(path, "This list is empty.", "Give at least one, or leave it out.")
        for place, item in enumerate(value):
            check_item(item, f"{path}[{place}]")

    return check


def one_or_list_of(check_item: Check) -> Check:
    """Return the check of one item or a list of such."""
    check_list = list_of(check_item)

    def check(value: Any, path: str) -> None:
        (check_list if isinstance(value, list) else check_item)(value, path)

    return check


def one_of(*allowed: str) -> Check:
    """Return the check of a text that is one of those allowed, in this spelling."""
    known = frozenset(allowed)

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str):
            raise wrong_kind(path, value, "text")
        if value not in known:
            raise fault(path, f"“{value[:80]}” is not allowed here.", f"Write {' or '.join(allowed)}.")

    return check
