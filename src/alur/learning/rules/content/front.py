"""The front matter: names with values, the part of YAML that people write by hand."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from alur.learning.rules.content.faults import Fault, What
from alur.learning.rules.content.lines import Line

COLUMNS = ("code", "title", "kind", "jp", "minutes", "summary", "topics", "published_on")
COMPLETE = "complete"
KNOWN = ", ".join([*COLUMNS, COMPLETE])
CRITERIA = ("screens", "questions", "exam")
NAMED = re.compile(r"(?P<name>[A-Za-z_][\w-]*)\s*:(?:\s+(?P<value>.*))?$")
ITEM = re.compile(r"-\s+(?P<value>.*)$")
COMMENT = re.compile(r"(?:^|\s)#.*$")
FOLDED, KEPT = (">", ">-"), ("|", "|-")


@dataclass(slots=True)
class Value:
    """A value and the line it stands in."""

    line: int
    text: str


@dataclass(slots=True)
class Front:
    """What the front matter says. columns: by name; complete: criteria by name."""

    columns: dict[str, Value] = field(default_factory=dict)
    complete: dict[str, Value] = field(default_factory=dict)
    complete_line: int = 0
    faults: list[Fault] = field(default_factory=list)


def read(lines: Sequence[Line]) -> Front:
    """Return what the lines between the two `---` say."""
    front = Front()
    for (number, line), below in entries(lines, front.faults):
        named = NAMED.match(line)
        if named is None:
            front.faults.append(Fault(number, What.FRONT_LINE, {"text": line}))
        elif named["name"] in front.columns or (named["name"] == COMPLETE and front.complete_line):
            front.faults.append(Fault(number, What.FRONT_TWICE, {"name": named["name"]}))
        elif named["name"] == COMPLETE:
            front.complete_line = number
            read_complete(front, number, named["value"] or "", below)
        elif named["name"] in COLUMNS:
            text = value_of(named["value"] or "", number, below, front.faults)
            front.columns[named["name"]] = Value(number, text)
        else:
            front.faults.append(Fault(number, What.FRONT_KEY, {"name": named["name"], "known": KNOWN}))
    return front


def entries(lines: Sequence[Line], faults: list[Fault]) -> Iterator[tuple[Line, list[Line]]]:
    """Yield each line that begins an entry, with the lines that belong to it."""
    entry: Line | None = None
    below: list[Line] = []
    for number, line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() or ITEM.match(line):
            if entry is None:
                faults.append(Fault(number, What.FRONT_LINE, {"text": line.strip()}))
            below.append((number, line.strip()))
            continue
        if entry is not None:
            yield entry, below
        entry, below = (number, line.rstrip()), []
    if entry is not None:
        yield entry, below


def value_of(written: str, number: int, below: Sequence[Line], faults: list[Fault]) -> str:
    """Return the value of an entry: what is written beside its name, or a list or text in the lines below."""
    bare = COMMENT.sub("", written).strip()
    if bare in FOLDED or bare in KEPT:
        return (" " if bare in FOLDED else "\n").join(line for _, line in below)
    if bare.startswith("[") and bare.endswith("]"):
        return ";".join(scalar(part, number, faults) for part in bare[1:-1].split(","))
    for line_number, line in below:
        if not ITEM.match(line) or bare:
            faults.append(Fault(line_number, What.FRONT_LINE, {"text": line}))
    if below and not bare:
        return ";".join(scalar(line[1:], line_number, faults) for line_number, line in below if ITEM.match(line))
    return scalar(written, number, faults)


def scalar(written: str, number: int, faults: list[Fault]) -> str:
    """Return a value without its quotes, or without its comment when it has none."""
    text = written.strip()
    if text.startswith(('"', "'")):
        whole = COMMENT.sub("", text).rstrip() if not text.endswith(text[0]) else text
        unquoted = double_quoted(whole) if text[0] == '"' else single_quoted(whole)
        if unquoted is None:
            faults.append(Fault(number, What.FRONT_QUOTES, {"text": text}))
        return unquoted or ""
    return COMMENT.sub("", text).strip()


def double_quoted(text: str) -> str | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def single_quoted(text: str) -> str | None:
    inner = text[1:-1]
    is_whole = len(text) > 1 and text.endswith("'") and "'" not in inner.replace("''", "")
    return inner.replace("''", "'") if is_whole else None


def read_complete(front: Front, number: int, written: str, below: Sequence[Line]) -> None:
    """Take in `complete`, whose criteria stand in the lines below or beside it, with commas between them."""
    beside = COMMENT.sub("", written).strip().removeprefix("{").removesuffix("}")
    parts = [(number, part.strip()) for part in beside.split(",") if part.strip()]
    if not parts and not below:
        front.faults.append(Fault(number, What.COMPLETE_EMPTY))
    for line_number, line in [*parts, *below]:
        named = NAMED.match(line)
        if named is None:
            front.faults.append(Fault(line_number, What.FRONT_LINE, {"text": line}))
        elif named["name"] in front.complete:
            front.faults.append(Fault(line_number, What.FRONT_TWICE, {"name": named["name"]}))
        elif named["name"] not in CRITERIA:
            front.faults.append(
                Fault(line_number, What.COMPLETE_KEY, {"name": named["name"], "known": ", ".join(CRITERIA)})
            )
        else:
            text = scalar(named["value"] or "", line_number, front.faults)
            front.complete[named["name"]] = Value(line_number, text)
