"""Reads the texts of cells as values. Each reader raises Problem, to which the column adds its name."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.ids import uuid_of_digits
from alur.base.lib.problems import Problem

SHOWN_CHARACTERS = 40
MOST_REMEMBERED = 10_000
TWO_PLACES = Decimal("0.01")
LEEWAY = timedelta(days=1)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
DAY_LENGTH = len("2026-11-24")
DATE_ALONE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
# A comma as Indonesian spreadsheets write it. Three digits after either could be thousands, and are refused.
DECIMAL = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,2})?", re.ASCII)
WHOLE = re.compile(r"([+-]?\d{1,12})(?:[.,]0{1,2})?", re.ASCII)
IDENTIFIER = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
YES, NO = (
    frozenset({"true", "1", "yes", "ya", "y", "aktif"}),
    frozenset({"false", "0", "no", "tidak", "t", "n", "nonaktif"}),
)


def shown(value: str) -> str:
    """Return a value for a message, clipped."""
    return value if len(value) <= SHOWN_CHARACTERS else f"{value[:SHOWN_CHARACTERS]}…"


def wrong(message: str, mend: str) -> Problem:
    """Return the Problem of a cell."""
    return Problem("row.wrong_value", message, mend=mend)


def text(*, longest: int) -> Callable[[str], str]:
    """Return a reader of one-line texts of at most so many characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise too_long(cell, longest)
        if not cell.isprintable() and (UNPRINTABLE.search(cell) or "\n" in cell or "\r" in cell):
            raise wrong(_("The text holds line ends or control characters."), _("Write it in one line."))
        return cell

    return read


def prose(*, longest: int) -> Callable[[str], str]:
    """Return a reader of texts of many lines."""

    def read(cell: str) -> str:
        value = cell.replace("\r\n", "\n")
        if len(value) > longest:
            raise too_long(value, longest)
        if UNPRINTABLE.search(value):
            raise wrong(_("The text holds control characters."), _("Remove them."))
        return value

    return read


def too_long(cell: str, longest: int) -> Problem:
    return wrong(
        _("The text has %(length)s characters.") % {"length": written(len(cell))},
        _("At most %(longest)s are kept.") % {"longest": written(longest)},
    )


def code(*, longest: int, forbidden: str = "") -> Callable[[str], str]:
    """Return a reader of codes: no white space or control characters, none of the forbidden ones."""

    @lru_cache(maxsize=MOST_REMEMBERED)  # a file names the same few over and over
    def read(cell: str) -> str:
        if len(cell) > longest:
            raise too_long(cell, longest)
        bad = next((each for each in cell if each.isspace() or not each.isprintable() or each in forbidden), None)
        if bad is not None:
            raise wrong(
                _("The code “%(code)s” holds “%(bad)s”.") % {"code": shown(cell), "bad": bad},
                _("Use letters, digits, dots, hyphens and underscores."),
            )
        return cell

    return read


def one_of(choices: Iterable[str]) -> Callable[[str], str]:
    """Return a reader of one of some words, in any case."""
    allowed = list(choices)

    def read(cell: str) -> str:
        value = cell.lower()
        if value not in allowed:
            raise wrong(
                _("“%(value)s” is not known here.") % {"value": shown(cell)},
                _("Use one of: %(choices)s.") % {"choices": ", ".join(allowed)},
            )
        return value

    return read


def yes_no(cell: str) -> bool:
    """Read yes or no."""
    value = cell.lower()
    if value not in YES and value not in NO:
        raise wrong(_("“%(value)s” is neither yes nor no.") % {"value": shown(cell)}, _("Write true or false."))
    return value in YES


def items(*, longest: int) -> Callable[[str], list[str]]:
    """Return a reader of a list with `;` between its items; empty and repeated ones are left out."""
    one = text(longest=longest)

    def read(cell: str) -> list[str]:
        return list(dict.fromkeys(item for part in cell.split(";") if (item := one(part.strip()))))

    return read


def identifier(cell: str) -> UUID:
    """Read a UUID."""
    if not IDENTIFIER.fullmatch(cell):
        raise wrong(
            _("“%(value)s” is no UUID.") % {"value": shown(cell)},
            _("Write it as 8-4-4-4-12 hexadecimal digits; the same record keeps the same id for ever."),
        )
    return uuid_of_digits(cell.replace("-", "").lower())


def decimal(*, least: Decimal | None = None, above: Decimal | None = None, most: Decimal) -> Callable[[str], Decimal]:
    """Return a reader of decimals with at most two places within limits."""

    def read(cell: str) -> Decimal:
        if not DECIMAL.fullmatch(cell):
            raise wrong(
                _("“%(value)s” is no number with at most two decimal places.") % {"value": shown(cell)},
                _("Write it like 1.25, with a point and without thousands separators."),
            )
        number = Decimal(cell.replace(",", "."))
        if (least is not None and number < least) or (above is not None and number <= above) or number > most:
            raise out_of_range(cell, least=least if above is None else above, most=most, inclusive=above is None)
        return number.quantize(TWO_PLACES)

    return read


def whole(*, least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers within limits."""

    def read(cell: str) -> int:
        match = WHOLE.fullmatch(cell)
        if not match:
            raise wrong(_("“%(value)s” is no whole number.") % {"value": shown(cell)}, _("Write digits only."))
        number = int(match[1])
        if not least <= number <= most:
            raise out_of_range(cell, least=Decimal(least), most=Decimal(most), inclusive=True)
        return number

    return read


def out_of_range(value: str, *, least: Decimal | None, most: Decimal, inclusive: bool) -> Problem:
    limits = {"value": shown(value), "least": least, "most": most}
    if inclusive:
        return wrong(_("%(value)s is out of range.") % limits, _("Write a number from %(least)s to %(most)s.") % limits)
    return wrong(
        _("%(value)s is out of range.") % limits, _("Write a number above %(least)s and up to %(most)s.") % limits
    )


def day(cell: str) -> date:
    """Read an ISO 8601 date."""
    try:
        found = date.fromisoformat(MIDNIGHT.sub("", cell))
    except ValueError:
        found = None
    if found is None or not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise wrong(_("“%(value)s” is no date.") % {"value": shown(cell)}, _("Write it like 2026-11-24."))
    return found


def moment(cell: str) -> datetime:
    """Read an ISO 8601 date and time, in Jakarta's zone if it names none; return it in UTC."""
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        found = None
    if found is None or not EARLIEST_YEAR <= found.year <= LATEST_YEAR or ":" not in cell:
        raise wrong(
            _("“%(value)s” is no date with a time.") % {"value": shown(cell)},
            _("Write it like 2026-11-24T13:30:00+07:00."),
        )
    return (found if found.tzinfo else found.replace(tzinfo=clock.JAKARTA)).astimezone(UTC)


def past_moment(cell: str) -> datetime:
    """Read a moment of something that has happened; a day's leeway for clocks."""
    return in_the_past(moment(cell), cell)


def past_moment_or_day(cell: str) -> datetime:
    """Read a moment of something that has happened, or its date alone, as many lists tell no more: its beginning."""
    value = cell.strip()
    is_day = len(value) == DAY_LENGTH and DATE_ALONE.fullmatch(value)
    return past_moment(f"{value}T00:00:00" if is_day else value)


def in_the_past(found: datetime, cell: str) -> datetime:
    if found > clock.now() + LEEWAY:
        raise wrong(
            _("%(value)s lies in the future.") % {"value": shown(cell)},
            _("Only what has happened is recorded; check day and year."),
        )
    return found
