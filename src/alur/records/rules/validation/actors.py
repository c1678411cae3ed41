"""Agents and groups (xAPI 1.0.3, Data 2.4.2 and 2.4.9; 2.0, 4.2.2.1)."""

import re
from typing import Any

from alur.records.rules.validation.faults import fault, wrong_kind
from alur.records.rules.validation.primitives import iri, matching, size, text
from alur.records.rules.validation.shapes import list_of, members, one_of

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
# Bounds of ours: canonical keys are indexed.
LONGEST_MAIL = 320
LONGEST_ACCOUNT_NAME_BYTES = 500
MBOX = re.compile(
    rf"(?=.{{1,{LONGEST_MAIL}}}\Z)mailto:[^\x00-\x20\x7f<>\"(),:;@\[\]\\?\ud800-\udfff]+@[^\x00-\x20\x7f<>\"(),:;@\\?/\ud800-\udfff]+"
)
SHA1 = re.compile(r"[0-9A-Fa-f]{40}")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
OAUTH_MEMBERS = 2

mbox = matching(MBOX, "a mailto IRI with one address", "mailto:sari@example.go.id")
mbox_sha1sum = matching(SHA1, "a SHA-1 sum of 40 hexadecimal digits", "cd9b00a5611f94eaa7b1661edab976068e364975")


def account_name(value: Any, path: str) -> None:
    """Check the name of an account; it becomes part of a key, so it is short and printable."""
    text(value, path)
    if size(value) > LONGEST_ACCOUNT_NAME_BYTES:
        raise fault(path, f"This name is longer than {LONGEST_ACCOUNT_NAME_BYTES} bytes.", "Give a shorter one.")
    if CONTROL.search(value):
        raise fault(path, "This name has control characters.", "Remove them.")


account = members({"homePage": iri, "name": account_name}, required=("homePage", "name"))
IDENTIFIER_CHECKS = {"mbox": mbox, "mbox_sha1sum": mbox_sha1sum, "openid": iri, "account": account}
agent_members = members({"objectType": one_of("Agent"), "name": text, **IDENTIFIER_CHECKS})


def agent(value: Any, path: str) -> None:
    """Check an agent: it has exactly one identifier."""
    agent_members(value, path)
    if identifiers(value) != 1:
        raise wrong_identifiers(value, path)


group_members = members(
    {"objectType": one_of("Group"), "name": text, "member": list_of(agent), **IDENTIFIER_CHECKS},
    required=("objectType",),
)


def group(value: Any, path: str) -> None:
    """Check a group: it has one identifier, or none and members."""
    group_members(value, path)
    count = identifiers(value)
    if count > 1:
        raise wrong_identifiers(value, path)
    if not count and not value.get("member"):
        raise fault(
            f"{path}.member", "A group without an identifier must list its members.", "Add members, or mbox or account."
        )


def actor(value: Any, path: str) -> None:
    """Check an agent or a group; without objectType it is an agent."""
    if not isinstance(value, dict):
        raise wrong_kind(path, value, "an object")
    kind = value.get("objectType", "Agent")
    if kind == "Agent":
        agent(value, path)
    elif kind == "Group":
        group(value, path)
    else:
        raise fault(f"{path}.objectType", "An actor is an Agent or a Group.", "Write Agent or Group.")


def authority(value: Any, path: str) -> None:
    """Check an authority: an agent, or the two members of three-legged OAuth as an unnamed group."""
    actor(value, path)
    if value.get("objectType") == "Group" and (identifiers(value) or len(value["member"]) != OAUTH_MEMBERS):
        raise fault(path, "A group as authority has no identifier and exactly two members.", "Give an agent instead.")


def identifiers(value: Any) -> int:
    return ("mbox" in value) + ("mbox_sha1sum" in value) + ("openid" in value) + ("account" in value)


def wrong_identifiers(value: Any, path: str) -> Exception:
    found = [name for name in IDENTIFIERS if name in value]
    if not found:
        return fault(path, "This has no identifier.", f"Give one of {', '.join(IDENTIFIERS)}.")
    return fault(path, f"This has {len(found)} identifiers: {', '.join(found)}.", "Keep one.")
