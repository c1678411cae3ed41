"""Lists of participants as Zoom, Meet and Teams write them: who was there from when to when.

Their columns differ in name, order and language, a heading may stand above them and other tables below, and their times
follow the organiser's computer. A day that can be read in two ways is the one nearer to the session.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from io import StringIO

MOST_LINES_ABOVE = 60
MOST_ROWS = 10_000
LONGEST_NAME = 200
LONGEST_STAY = timedelta(days=1)
SEPARATORS = (",", "\t", ";")

FIRST_NAME = ("first name", "nama depan")
LAST_NAME = ("last name", "nama belakang")
NAME = ("name", "full name", "user name", "participant", "display name", "nama", "peserta")
EMAIL = ("email", "e mail", "user email", "surel", "participant id", "id peserta")
JOINED = (
    *("join time", "time joined", "joined", "first join"),
    *("waktu bergabung", "waktu gabung", "waktu masuk", "jam masuk", "bergabung"),
)
LEFT = (
    *("leave time", "time exited", "left", "last leave", "leave"),
    *("waktu keluar", "waktu meninggalkan", "jam keluar", "keluar"),
)
DURATION = ("duration", "in meeting duration", "durasi", "total duration")

# With dots or hyphens only before a year in full: 09.30.00 is a time.
DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)|(\d{1,2})/(\d{1,2})/(\d{2})(?!\d)")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([ap])\.?\s?m\b)?", re.IGNORECASE)
CLOCK_LENGTH = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
PART_LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]*)")
PART_SECONDS = {"h": 3600, "j": 3600, "m": 60, "s": 1, "d": 1}
NOON, CENTURY = 12, 2000
YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Seen:
    """A row: somebody as the meeting knew her. name, email: "" when it does not tell."""

    name: str
    email: str
    joined_at: datetime
    left_at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """What a list says. unread: rows of which no time could be read."""

    rows: list[Seen]
    unread: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row what stands, None where nowhere."""

    names: tuple[int, ...]
    email: int | None
    joined: int
    left: int | None
    duration: int | None


def read(data: bytes, *, near: datetime, zone: tzinfo) -> Report | None:
    """Return what a list of participants says, None when it is none.

    near: the session's beginning; zone: of the times in the list where they name none.
    """
    text = decoded(data)
    found = table(text.splitlines()) if text is not None else None
    if found is None:
        return None
    columns, rows = found
    seen = [row_of(columns, cells, near.astimezone(zone)) for cells in rows]
    return Report([each for each in seen if each], seen.count(None))


def decoded(data: bytes) -> str | None:
    """Return the text of a file: Teams writes UTF-16, old spreadsheets Windows' own; None when it is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def table(lines: Sequence[str]) -> tuple[Columns, list[list[str]]] | None:
    """Return the table of participants: the first one whose columns name who and when."""
    for number, line in enumerate(lines[:MOST_LINES_ABOVE]):
        for separator in SEPARATORS:
            columns = columns_of(next(rows_of([line], separator), []))
            if columns:
                return columns, list(rows_of(lines[number + 1 :][:MOST_ROWS], separator))
    return None


def rows_of(lines: Sequence[str], separator: str) -> Iterator[list[str]]:
    """Yield the rows of a table, up to the empty line that ends it, or to what cannot be read."""
    try:
        for cells in csv.reader(StringIO("\n".join(lines)), delimiter=separator):
            if not any(cell.strip() for cell in cells):
                return
            yield cells
    except csv.Error:
        return


def columns_of(cells: Sequence[str]) -> Columns | None:
    """Return where what stands by a line's words, None when they are no heading of participants."""
    words = [plain(cell) for cell in cells]
    first, last = place(words, FIRST_NAME), place(words, LAST_NAME)
    name = place(words, NAME)
    names = (first, last) if first is not None and last is not None else (name,)
    joined, email = place(words, JOINED), place(words, EMAIL)
    known = tuple(each for each in names if each is not None)
    if joined is None or not (known or email is not None):
        return None
    return Columns(known, email, joined, place(words, LEFT), place(words, DURATION))


def place(words: Sequence[str], known: Sequence[str]) -> int | None:
    """Return the column that is called by one of the known words, or begins so."""
    exact = (number for number, word in enumerate(words) if word in known)
    alike = (number for number, word in enumerate(words) if word.startswith(tuple(f"{each} " for each in known)))
    return next(exact, next(alike, None))


def plain(text: str) -> str:
    """Return a text in small letters without accents and signs."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    letters = (each if each.isalnum() else " " for each in bare if not unicodedata.combining(each))
    return " ".join("".join(letters).split())


def row_of(columns: Columns, cells: Sequence[str], near: datetime) -> Seen | None:
    def cell(number: int | None) -> str:
        return cells[number].strip() if number is not None and number < len(cells) else ""

    name = " ".join(filter(None, (cell(number) for number in columns.names)))[:LONGEST_NAME]
    email = cell(columns.email)[:LONGEST_NAME]
    joined = moment(cell(columns.joined), near)
    if joined is None or not (name or email):
        return None
    left = moment(cell(columns.left), joined)
    if left is None and (stayed := length(cell(columns.duration))) is not None:
        left = joined + stayed
    if left is None or not joined <= left <= joined + LONGEST_STAY:
        return None
    return Seen(printable(name), printable(email.casefold()), joined.astimezone(UTC), left.astimezone(UTC))


def printable(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def moment(text: str, near: datetime) -> datetime | None:
    """Return a moment as a list writes it, in the zone of near; without a day, the one nearest to near."""
    found = iso(text, near) if text[:4].isdecimal() else None
    if found:
        return found
    day, rest = days(text, near)
    time = TIME.search(rest)
    if not time or not day:
        return None
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if time[4]:
        hour = hour % NOON + (NOON if time[4].lower() == "p" else 0)
    return nearest(day, lambda each: each.replace(hour=hour, minute=minute, second=second, microsecond=0), near)


def iso(text: str, near: datetime) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.year not in YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=near.tzinfo)


def days(text: str, near: datetime) -> tuple[list[tuple[int, int, int]], str]:
    """Return the days (year, month, day) that a text may mean, and the text after them."""
    if found := YEAR_FIRST.search(text):
        return [(int(found[1]), int(found[2]), int(found[3]))], text[found.end() :]
    if found := DAY_FIRST.search(text):
        one, two, year = (int(part) for part in found.groups() if part)
        year += CENTURY if year < 100 else 0  # noqa: PLR2004
        return [(year, two, one), (year, one, two)], text[found.end() :]
    if "/" in text:
        return [], text
    around = (near + timedelta(days=by) for by in (-1, 0, 1))
    return [(each.year, each.month, each.day) for each in around], text


def nearest(
    days: Iterable[tuple[int, int, int]], at_time: Callable[[datetime], datetime], near: datetime
) -> datetime | None:
    found = []
    for year, month, day in (each for each in days if each[0] in YEARS):
        try:
            found.append(at_time(datetime(year, month, day, tzinfo=near.tzinfo)))
        except ValueError:
            continue
    return min(found, key=lambda each: abs(each - near)) if found else None


def length(text: str) -> timedelta | None:
    """Return a duration as a list writes it: minutes, `1:35:10`, `1h 35m 10s`, `95 mnt`."""
    if clock := CLOCK_LENGTH.fullmatch(text):
        hours, minutes, seconds = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    parts = PART_LENGTH.findall(text.casefold())
    if not parts:
        return None
    total = sum(float(number.replace(",", ".")) * PART_SECONDS.get(unit[:1], 60) for number, unit in parts)
    return timedelta(seconds=min(total, LONGEST_STAY.total_seconds() + 1))
