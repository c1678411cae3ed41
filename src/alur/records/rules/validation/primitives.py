"""The simple values: texts, numbers, IRIs, ids, language maps, times (xAPI 1.0.3, Data 4; 2.0, 4.2.7)."""

import math
import re
from typing import Any

from alur.records.rules import moments
from alur.records.rules.validation.faults import fault, shown, wrong_kind, wrong_value
from alur.records.rules.validation.shapes import Check

# Bounds of ours: the database's indexes hold them, and no honest identifier comes near.
LONGEST_IRI_BYTES = 2_000
LONGEST_TAG = 100
LEAST_INTEGER, MOST_INTEGER = -(2**63), 2**64 - 1

IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*+:"
    r"(?=.)[^\x00-\x20\x7f-\x9f<>\"{}|\\^`%\ud800-\udfff]*+"
    r"(?:%[0-9A-Fa-f]{2}[^\x00-\x20\x7f-\x9f<>\"{}|\\^`%\ud800-\udfff]*+)*+"
)
UUID = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
MEDIA_TYPE = re.compile(
    r"[\w!#$&^.+\-]+/[\w!#$&^.+\-]+(?:\s*;\s*[\w!#$&^.+\-]+=(?:\"(?:[^\"\\]|\\.)*+\"|[^\s\";]+))*\s*", re.ASCII
)
DURATION = re.compile(  # a fraction is allowed in the last number only
    r"P(?!$)(?:\d+(?:[.,]\d+)?W|"
    r"(?:\d+(?:[.,]\d+(?=Y$))?Y)?(?:\d+(?:[.,]\d+(?=M$))?M)?(?:\d+(?:[.,]\d+(?=D$))?D)?"
    r"(?:T(?=\d)(?:\d+(?:[.,]\d+(?=H$))?H)?(?:\d+(?:[.,]\d+(?=M$))?M)?(?:\d+(?:[.,]\d+)?S)?)?)",
    re.ASCII,
)
LANGUAGE = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})       # language
    (?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?             # script, region
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*              # variants
    (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*                  # extensions
    (?:-x(?:-[a-z0-9]{1,8})+)?
    |x(?:-[a-z0-9]{1,8})+                                 # private use
    |i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)
    |en-gb-oed|sgn-be-fr|sgn-be-nl|sgn-ch-de|art-lojban|cel-gaulish|no-bok|no-nyn
    |zh-guoyu|zh-hakka|zh-min|zh-min-nan|zh-xiang""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
IRI_EXAMPLE = "http://example.com/activity or urn:example:activity"
UNKNOWN_OFFSETS = ("-00:00", "-0000", "-00")
TAG_EXAMPLE = "id, en-US or zh-Hans"


def text(value: Any, path: str) -> None:
    """Check a text."""
    if not isinstance(value, str):
        raise wrong_kind(path, value, "text")


def boolean(value: Any, path: str) -> None:
    """Check a JSON boolean; "true" as text is none."""
    if not isinstance(value, bool):
        raise wrong_kind(path, value, "true or false")


def number(value: Any, path: str) -> None:
    """Check a finite JSON number; "1" as text is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong_kind(path, value, "a number")
    if not is_storable(value):
        raise fault(path, "This number is not finite or has more than 64 bits.", "Give a smaller number.")


def is_storable(value: float) -> bool:
    """Tell whether a number can be written as JSON and read again."""
    return math.isfinite(value) if isinstance(value, float) else LEAST_INTEGER <= value <= MOST_INTEGER


def whole_number(value: Any, path: str) -> None:
    """Check a JSON integer of at least 0."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_kind(path, value, "a whole number")
    if not 0 <= value <= MOST_INTEGER:
        raise fault(path, "This number is less than 0 or has more than 64 bits.", "Give 0 or more.")


def iri(value: Any, path: str) -> None:
    """Check an IRI with its scheme (RFC 3987)."""
    if not isinstance(value, str):
        raise wrong_kind(path, value, "an IRI")
    if size(value) > LONGEST_IRI_BYTES:
        raise fault(path, f"This IRI is longer than {LONGEST_IRI_BYTES:,} bytes.", "Give a shorter one.")
    if not IRI.fullmatch(value):
        raise wrong_value(path, value, "an IRI with its scheme", IRI_EXAMPLE)


def size(value: str) -> int:
    """Return a text's length in UTF-8 bytes."""
    return len(value) if value.isascii() else len(value.encode(errors="surrogatepass"))


def matching(pattern: re.Pattern[str], wanted: str, example: str) -> Check:
    """Return the check of a text that matches a pattern whole. wanted, example: as in `faults.wrong_value`."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str):
            raise wrong_kind(path, value, wanted)
        if not pattern.fullmatch(value):
            raise wrong_value(path, value, wanted, example)

    return check


uuid = matching(UUID, "a UUID", "6f0e8d3c-1b7a-4a55-9d0e-2f3b8c9d7e61")
media_type = matching(MEDIA_TYPE, "a media type", "text/plain; charset=utf-8")
duration = matching(DURATION, "an ISO 8601 duration", "PT1H30M")


def language_tag(value: Any, path: str) -> None:
    """Check a language tag (RFC 5646)."""
    if not isinstance(value, str):
        raise wrong_kind(path, value, "a language tag")
    if len(value) > LONGEST_TAG or not LANGUAGE.fullmatch(value):
        raise wrong_value(path, value, "a language tag", TAG_EXAMPLE)


def language_map(value: Any, path: str) -> None:
    """Check a map from language tags to texts (Data 4.2)."""
    if not isinstance(value, dict):
        raise wrong_kind(path, value, "an object of language tags and texts")
    for tag, words in value.items():
        if not isinstance(tag, str) or len(tag) > LONGEST_TAG or not LANGUAGE.fullmatch(tag):
            raise fault(
                f"{path}.{shown(str(tag))}",
                f"“{shown(str(tag))}” is not a language tag.",
                f"Give one such as {TAG_EXAMPLE}.",
            )
        if not isinstance(words, str):
            raise wrong_kind(f"{path}.{tag}", words, "text")


def iso_8601(value: Any, path: str) -> None:
    """Check a timestamp of xAPI 1.0.3 (Data 4.5)."""
    timestamp(value, path, moments.ISO_8601)


def rfc_3339(value: Any, path: str) -> None:
    """Check a timestamp of xAPI 2.0 (4.2.7)."""
    timestamp(value, path, moments.RFC_3339)


def timestamp(value: Any, path: str, form: re.Pattern[str]) -> None:
    if not isinstance(value, str):
        raise wrong_kind(path, value, "a timestamp")
    if not form.fullmatch(value):
        raise wrong_value(path, value, "a timestamp", "2026-01-31T08:00:00.000Z")
    if value.endswith(UNKNOWN_OFFSETS):
        raise fault(
            path, f"“{value}” has the offset -00:00, which means that none is known.", "Write Z or the true offset."
        )
    try:
        moments.moment(value)
    except ValueError:
        raise wrong_value(path, value, "a moment that exists", "2026-01-31T08:00:00.000Z") from None
