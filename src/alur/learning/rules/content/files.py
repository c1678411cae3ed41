"""A whole file: front matter, screens, and whether they agree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from alur.learning.rules.content import flow, front, screens
from alur.learning.rules.content.faults import Fault, What
from alur.learning.rules.content.front import Front, Value
from alur.learning.rules.content.lines import Line, numbered
from alur.learning.rules.content.shapes import ALL, All, Asked, Screen

BYTE_ORDER_MARK = "\ufeff"
MOST_SCREENS = 100
MOST_QUESTIONS = 200
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
WHOLE_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's content. columns: of its front matter, by name; faults: what is wrong, by line."""

    columns: dict[str, Value] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)
    screens: tuple[Screen, ...] = ()
    faults: tuple[Fault, ...] = ()


def parse(text: str) -> Parsed:
    """Read the text of a file, with all its faults at once."""
    lines = numbered(text.removeprefix(BYTE_ORDER_MARK))
    faults = [Fault(number, What.CONTROL_CHARACTER) for number, line in lines if CONTROL.search(line)]
    inside, body = divided(lines, faults)
    read_front = front.read(inside)
    faults += read_front.faults
    found = read_screens(body, faults, is_branching=True)
    asked = asked_of(read_front, found, faults)
    return Parsed(read_front.columns, asked, tuple(found), tuple(sorted(faults, key=lambda fault: fault.line)))


def parse_screens(text: str) -> tuple[Screen, ...]:
    """Read screens that were found good before, and written by `as_screens`."""
    lines = numbered(text)
    is_branching = any(screens.named(line)[1] for _, line in lines)
    return tuple(read_screens(lines, [], is_branching=is_branching))


def divided(lines: Sequence[Line], faults: list[Fault]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the lines of the front matter and those of the screens."""
    start = next((place for place, (_, line) in enumerate(lines) if line.strip()), 0)
    breaks = [place for place, (_, line) in enumerate(lines) if place >= start and screens.BREAK.match(line)]
    if not breaks or breaks[0] != start:
        faults.append(Fault(lines[start][0], What.NO_FRONT))
        return [], lines[start:]
    if len(breaks) == 1:
        faults.append(Fault(lines[start][0], What.OPEN_FRONT))
        return [], lines[start + 1 :]
    return lines[start + 1 : breaks[1]], lines[breaks[1] + 1 :]


def read_screens(lines: Sequence[Line], faults: list[Fault], *, is_branching: bool) -> list[Screen]:
    parts = screens.split(lines)
    while parts and is_empty(parts[-1]):
        parts.pop()
    while parts and is_empty(parts[0]):
        parts.pop(0)
    faults += [Fault(part[0][0], What.EMPTY_SCREEN) for part in parts if is_empty(part)]
    found = [screens.read(part, faults, is_branching=is_branching) for part in parts]
    faults += flow.faults_in(parts, found) if is_branching else []
    questions = sum(len(screen.questions) for screen in found)
    if not found:
        faults.append(Fault(lines[-1][0] if lines else 1, What.NO_SCREENS))
    if len(found) > MOST_SCREENS:
        faults.append(Fault(1, What.MANY_SCREENS, {"count": len(found), "most": MOST_SCREENS}))
    if questions > MOST_QUESTIONS:
        faults.append(Fault(1, What.MANY_QUESTIONS, {"count": questions, "most": MOST_QUESTIONS}))
    return found


def is_empty(part: Sequence[Line]) -> bool:
    return not any(line.strip() for _, line in part)


def asked_of(read_front: Front, found: Sequence[Screen], faults: list[Fault]) -> Asked:
    """Return the criteria. Without any, all screens must be read."""
    given = read_front.complete
    if not given:
        return Asked()
    exam = given["exam"].text if "exam" in given else ""
    return Asked(
        screens_asked(given.get("screens"), found, faults), percent_asked(given.get("questions"), found, faults), exam
    )


def screens_asked(given: Value | None, found: Sequence[Screen], faults: list[Fault]) -> int | All | None:
    if given is None:
        return None
    if given.text.lower() == ALL:
        return ALL
    number = whole(given.text)
    if number is None or not 1 <= number <= max(len(found), 1):
        faults.append(Fault(given.line, What.COMPLETE_SCREENS, {"text": given.text, "most": len(found)}))
    return number


def percent_asked(given: Value | None, found: Sequence[Screen], faults: list[Fault]) -> int | None:
    if given is None:
        return None
    percent = whole(given.text.removesuffix("%").strip())
    if percent is None or not 1 <= percent <= WHOLE_PERCENT:
        faults.append(Fault(given.line, What.COMPLETE_QUESTIONS, {"text": given.text}))
    elif not any(screen.questions for screen in found):
        faults.append(Fault(given.line, What.COMPLETE_NO_QUESTIONS))
    return percent


def whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len("1000000") else None
