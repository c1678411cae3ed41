"""Numbers, dates and times in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from alur.base.ui import formats

NOON = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
JAKARTA, MAKASSAR, JAYAPURA = (ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))


@pytest.mark.parametrize(
    ("value", "places", "indonesian", "english"),
    [
        (78286, None, "78.286", "78,286"),
        (0, None, "0", "0"),
        (Decimal("15.82"), None, "15,82", "15.82"),
        (Decimal("12.50"), None, "12,5", "12.5"),
        (Decimal("12.5"), 2, "12,50", "12.50"),
        (Decimal("-1234.5"), 2, "-1.234,50", "-1,234.50"),
        (Decimal("4948.9"), 0, "4.949", "4,949"),
        (0.25, 2, "0,25", "0.25"),
    ],
)
def test_number(value: formats.Number, places: int | None, indonesian: str, english: str) -> None:
    written = [formats.number(value, language, places=places) for language in ("id", "en")]

    assert written == [indonesian, english]


def test_percent() -> None:
    assert formats.percent(Decimal("0.8832"), "id") == "88,3%"
    assert formats.percent(0.8832, "en") == "88.3%"
    assert formats.percent(1, "id", places=0) == "100%"


def test_dates() -> None:
    day = date(2026, 8, 4)

    assert [formats.long_date(day, language) for language in ("id", "en")] == ["4 Agustus 2026", "4 August 2026"]
    assert [formats.weekday(day, language) for language in ("id", "en")] == ["Selasa", "Tuesday"]
    assert [formats.month(day, language) for language in ("id", "en")] == ["Agu", "Aug"]
    assert formats.short_date(day) == "04/08/2026"


def test_time_in_the_viewers_zone() -> None:
    zones = (JAKARTA, MAKASSAR, JAYAPURA)

    assert [formats.clock_time(NOON, "id", zone) for zone in zones] == ["13.30 WIB", "14.30 WITA", "15.30 WIT"]
    assert formats.clock_time(NOON, "en", JAKARTA) == "13:30 WIB"
    assert formats.clock_time(NOON, "en", ZoneInfo("Europe/Berlin")) == "07:30 CET"


def test_moment_turns_the_day_in_the_viewers_zone() -> None:
    late = datetime(2026, 12, 31, 17, 5, tzinfo=UTC)

    assert formats.moment(late, "id", JAKARTA) == "1 Januari 2027, 00.05 WIB"
    assert formats.moment(late, "en", JAKARTA) == "1 January 2027, 00:05 WIB"


def test_moments_in_the_other_zones_of_the_country() -> None:
    begin, end = (datetime(2026, 12, 31, hour, 30, tzinfo=UTC) for hour in (6, 15))
    assert formats.elsewhere(begin, end, "id", JAKARTA) == "14.30–23.30 WITA · 15.30–00.30 WIT"
    assert formats.elsewhere(begin, end, "en", ZoneInfo("Asia/Makassar")) == "13:30–22:30 WIB · 15:30–00:30 WIT"


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0 kB"), (1, "1 kB"), (240_000, "240 kB"), (999_999, "1.000 kB"), (1_249_999, "1,2 MB")]
)
def test_size(value: int, text: str) -> None:
    assert formats.size(value, "id") == text
