"""A module as it is typed into the editor, right or not: read as the file it would be. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from alur.learning.rules.content import Asked, Parsed, Screen, parse
from alur.learning.rules.content.screens import BREAK, Fences
from alur.learning.rules.content.writing import scalar, screen_text

LARGEST_BYTES = 1_000_000
LONGEST_CODE_STEM = 4
COLUMNS = ("title", "kind", "jp", "minutes", "topics", "summary")
CRITERIA = {"screens_asked": "screens", "questions_asked": "questions", "exam": "exam"}
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the editor's fields. screens: Markdown of each."""

    title: str = ""
    kind: str = "microlearning"
    jp: str = ""
    minutes: str = ""
    topics: str = ""
    summary: str = ""
    screens_asked: str = "all"
    questions_asked: str = ""
    exam: str = ""
    screens: tuple[str, ...] = ("",)

    def stored(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return asdict(self) | {"screens": list(self.screens)}

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(len(text.encode()) for text in [*self.screens, *(getattr(self, name) for name in SINGLE)])


SINGLE = (*COLUMNS, *CRITERIA)


def typed_of(stored: Mapping[str, Any]) -> Typed:
    """Return what `Typed.stored` returned."""
    return Typed(**{**stored, "screens": tuple(stored["screens"])})


def typed_from(columns: Mapping[str, str], asked: Asked, screens: Sequence[Screen]) -> Typed:
    """Return a module's content as it would be typed. columns: as its file has them."""
    written = {name: columns.get(name, "") for name in COLUMNS}
    if "." in written["jp"]:
        written["jp"] = written["jp"].rstrip("0").rstrip(".").replace(".", ",")
    written["topics"] = "; ".join(topic.strip() for topic in written["topics"].split(";"))
    return Typed(
        **written,
        screens_asked=str(asked.screens or ""),
        questions_asked=str(asked.percent or ""),
        exam=asked.exam,
        screens=tuple(screen_text(screen) for screen in screens),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the editor something stands. field: "" within a screen; screen, line: from 1, 0 in a field."""

    field: str = ""
    screen: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft read as a file.

    starts: the line of the file before each screen's first; open_code: screens whose last block of code has no end.
    """

    parsed: Parsed
    front: Mapping[int, str]
    starts: Sequence[int]
    open_code: Sequence[int]

    def place(self, line: int) -> Place:
        """Return where a line of the file stands in the editor."""
        if line in self.front:
            return Place(self.front[line])
        screen = sum(start <= line for start in self.starts)
        return Place(screen=screen, line=max(line - self.starts[screen - 1], 1)) if screen else Place("screens", 0, 0)


def drafted(code: str, typed: Typed) -> Drafted:
    """Return what was typed, read as the file it would be."""
    lines = ["---"]
    front: dict[int, str] = {}
    for name, written in front_lines(code, typed):
        lines.append(written)
        front[len(lines)] = name
    lines.append("---")
    starts, open_code = [], []
    for number, text in enumerate(typed.screens, start=1):
        own = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        starts.append(len(lines))
        lines += own
        if fence := left_open(own):
            open_code.append(number)
            lines.append(fence)
        lines.append("---")
    return Drafted(parse("\n".join(lines)), front, starts, open_code)


def front_lines(code: str, typed: Typed) -> Iterator[tuple[str, str]]:
    """Yield the lines of the front matter, each with the field it comes from."""
    yield "code", f"code: {scalar(code)}"
    for name in COLUMNS:
        if value := getattr(typed, name).strip():
            yield name, f"{name}: {scalar(value)}"
    asked = {field: getattr(typed, field).strip() for field in CRITERIA}
    if any(asked.values()):
        yield "screens_asked", "complete:"
    for field, value in asked.items():
        if value:
            yield field, f"  {CRITERIA[field]}: {scalar(value)}"


def left_open(lines: Sequence[str]) -> str:
    """Return the line that ends the block of code that lines leave open, "" when they leave none."""
    fences = Fences()
    for line in lines:
        if not fences.cover(line) and BREAK.match(line):
            fences = Fences()
    return fences.still_open


def with_screens(typed: Typed, screens: Sequence[str]) -> Typed:
    """Return it with other screens, at least one."""
    return replace(typed, screens=tuple(screens) or ("",))


def changed_screens(screens: Sequence[str], verb: str, number: int, snippet: str = "") -> tuple[list[str], int]:
    """Return the screens after an act of the editor, and the number of the one to look at.

    verb: add (one below number), remove, up, down, insert (snippet at its end); others change nothing.
    """
    found = list(screens)
    place = min(max(number, 1), len(found)) - 1
    if verb == "add":
        found.insert(place + 1, "")
        return found, place + 2
    if verb == "remove":
        del found[place]
        return found or [""], max(place, 1)
    if verb in ("up", "down"):
        other = min(max(place + (-1 if verb == "up" else 1), 0), len(found) - 1)
        found[place], found[other] = found[other], found[place]
        return found, other + 1
    if verb == "insert":
        found[place] = f"{found[place].rstrip()}\n\n{snippet}\n".lstrip("\n")
    return found, place + 1


def proposed_code(title: str, taken: Collection[str]) -> str:
    """Return a code for a title that is not among those taken: the first letters of its words, and a number."""
    stem = "".join(word[0] for word in WORD.findall(title))[:LONGEST_CODE_STEM].upper() or "M"
    number = 1
    while f"{stem}-{number:02}" in taken:
        number += 1
    return f"{stem}-{number:02}"
