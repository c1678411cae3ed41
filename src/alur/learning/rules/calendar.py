"""Sessions as iCalendar (RFC 5545). Times are written in UTC, which every calendar shows in its owner's own zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

MOST_OCTETS = 75
PRODUCT = "-//Alur//Sesi//ID"
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Event:
    """A session in a calendar. iri: names it for ever; sequence: how often its times changed; changed_at: when last.

    place: where it is; text: what the calendar shows below its title.
    """

    iri: str
    title: str
    starts_at: datetime
    ends_at: datetime
    url: str
    place: str
    text: str
    topics: Sequence[str]
    sequence: int
    changed_at: datetime
    is_cancelled: bool


def calendar(events: Sequence[Event], *, name: str = "") -> str:
    """Return a calendar of events. name: shown by programs that follow it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines += [f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    lines += [line for event in events for line in lines_of(event)]
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def lines_of(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_URL, event.iri)}"
    yield f"DTSTAMP:{moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{moment(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{moment(event.starts_at)}"
    yield f"DTEND:{moment(event.ends_at)}"
    yield f"SUMMARY:{text(event.title)}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield f"URL:{event.url}"
    if event.place:
        yield f"LOCATION:{text(event.place)}"
    if event.text:
        yield f"DESCRIPTION:{text(event.text)}"
    if event.topics:
        yield f"CATEGORIES:{','.join(text(topic) for topic in event.topics)}"
    yield "END:VEVENT"


def moment(value: datetime) -> str:
    """Return a moment as iCalendar writes it in UTC."""
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(value: str) -> str:
    """Return a text with what has a meaning in iCalendar escaped, and without control characters."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each == "\n" or each.isprintable()).translate(ESCAPED)


def folded(line: str) -> str:
    """Return a line broken so that none is longer than 75 octets, never within a character (RFC 5545, 3.1)."""
    parts, part, room = [], "", MOST_OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(part)
            part, room = "", MOST_OCTETS - 1  # the space in front of what goes on
        part += letter
        room -= size
    return "\r\n ".join([*parts, part]) + "\r\n"
