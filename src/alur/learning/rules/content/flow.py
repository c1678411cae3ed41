"""Where a module's screens lead: on to the next one, or by choices to screens that are named. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from alur.learning.rules.content.faults import Fault, What
from alur.learning.rules.content.lines import Line
from alur.learning.rules.content.screens import HEADING, choices_in, named
from alur.learning.rules.content.shapes import Screen

MOST_CHOICES = 8
Targets = tuple[tuple[int, ...], ...]


def targets(screens: Sequence[Screen]) -> Targets:
    """Return for each screen the numbers of those that it leads to; the last, which ends the module, to none."""
    numbers = {screen.id: number for number, screen in enumerate(screens, start=1) if screen.id}
    found: list[tuple[int, ...]] = []
    for number, screen in enumerate(screens, start=1):
        chosen = tuple(dict.fromkeys(numbers[each.target] for each in screen.choices if each.target in numbers))
        found.append(() if number == len(screens) else chosen or (number + 1,))
    return tuple(found)


def faults_in(parts: Sequence[Sequence[Line]], screens: Sequence[Screen]) -> Iterator[Fault]:
    """Yield what is wrong with the ways through a module. parts: the lines of each screen."""
    if not any(screen.choices or screen.id for screen in screens):
        return
    wrong = [*wrong_names(parts, screens), *wrong_choices(parts, screens)]
    yield from wrong
    if not wrong:
        yield from wrong_ways(parts, screens)


def wrong_names(parts: Sequence[Sequence[Line]], screens: Sequence[Screen]) -> Iterator[Fault]:
    counts: Counter[str] = Counter()
    for part, screen in zip(parts, screens, strict=True):
        counts[screen.id] += 1
        if screen.id and counts[screen.id] > 1:
            yield Fault(heading_of(part), What.SAME_ID, {"id": screen.id})


def wrong_choices(parts: Sequence[Sequence[Line]], screens: Sequence[Screen]) -> Iterator[Fault]:
    known = {screen.id for screen in screens if screen.id}
    for part in parts:
        choices = list(choices_in(part))
        for line, choice in choices:
            if choice.target not in known:
                yield Fault(line, What.UNKNOWN_ID, {"id": choice.target, "known": ", ".join(sorted(known)) or "–"})
        if len(choices) > MOST_CHOICES:
            yield Fault(choices[0][0], What.MANY_CHOICES, {"most": MOST_CHOICES})


def wrong_ways(parts: Sequence[Sequence[Line]], screens: Sequence[Screen]) -> Iterator[Fault]:
    ahead = targets(screens)
    back: list[list[int]] = [[] for _ in screens]
    for number, others in enumerate(ahead, start=1):
        for other in others:
            back[other - 1].append(number)
    reached, ending = spread(1, ahead), spread(len(screens), back)
    for number, part in enumerate(parts, start=1):
        if number not in reached:
            yield Fault(heading_of(part), What.UNREACHED_SCREEN, {"number": number})
        elif number not in ending:
            yield Fault(heading_of(part), What.ENDLESS_WAY, {"number": number})


def spread(start: int, ways: Sequence[Iterable[int]]) -> set[int]:
    """Return all numbers that ways lead to from one."""
    found, fresh = {start}, [start]
    while fresh:
        for other in ways[fresh.pop() - 1]:
            if other not in found:
                found.add(other)
                fresh.append(other)
    return found


def heading_of(part: Sequence[Line]) -> int:
    """Return the line in which a screen is named, else its first that says something."""
    headed = (number for number, line in part if (found := HEADING.match(line)) and named(found["text"])[1])
    first = (number for number, line in part if line.strip())
    return next(headed, next(first, part[0][0]))
