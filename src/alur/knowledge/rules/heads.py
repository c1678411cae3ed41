"""Items as Markdown files: the head (front matter, YAML between lines `---`), what follows it, names of files. Pure."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import quote, unquote

import yaml

Value: TypeAlias = "str | Sequence[str] | None"
FENCE = re.compile(r"\A---[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
BYTE_ORDER_MARK = "\ufeff"
LONGEST_HEAD = 20_000
LONGEST_NAME = 160  # in bytes, so that endings fit into the 255 that a folder takes
DIGITS = 8
# What a path, a list with `;` between, or a spreadsheet would take for something else.
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\;%:*?\"<>|]|^[.\s]|\s\Z")


class BadHead(ValueError):
    """A head that cannot be read. line: 1-based, of the file."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def as_file(head: Mapping[str, Value], body: str) -> str:
    """Return an item as a Markdown file. Empty values of the head are left out."""
    told = {name: value if isinstance(value, str) else list(value) for name, value in head.items() if value}
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=LONGEST_HEAD, default_flow_style=False)
    return f"---\n{text}---\n\n{body.strip()}\n"


def parted(text: str) -> tuple[dict[str, Value], str]:
    """Return the head of a Markdown file, all values as texts, and what follows it; without a head it is empty.

    Raises BadHead.
    """
    whole = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n")
    found = FENCE.match(whole)
    if found is None:
        return {}, whole.strip()
    if len(found["head"]) > LONGEST_HEAD:
        raise BadHead(1)
    return head_of(found["head"]), whole[found.end() :].strip()


def head_of(text: str) -> dict[str, Value]:
    try:
        # Every value as it is written: a date stays a text, as cells of a table are.
        told = yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506  makes nothing but texts, lists, mappings
    except yaml.MarkedYAMLError as error:
        raise BadHead(error.problem_mark.line + 2 if error.problem_mark else 1) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadHead(1) from error
    if not isinstance(told, dict) or not all(isinstance(name, str) and is_plain(value) for name, value in told.items()):
        raise BadHead(1)
    return {name.strip().lower(): value for name, value in told.items()}


def is_plain(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))


def as_name(text: str) -> str:
    """Return a text as the name of a file, without an ending; `as_text` gives it back, unless it was cut."""
    name = NOT_IN_NAMES.sub(lambda found: quote(found[0], safe="").replace(".", "%2E"), text)
    if len(name.encode()) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
    cut = name.encode()[: LONGEST_NAME - DIGITS - 1].decode(errors="ignore")
    return f"{re.sub('%.?$', '', cut)}~{digest}"


def as_text(name: str) -> str:
    """Return what `as_name` made a name of."""
    return unquote(name)
