"""The rules of sessions one can run: places, codes, calendars, and whom a meeting's list means."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.learning.rules import codes, reports
from alur.learning.rules.calendar import Event, calendar, folded, text
from alur.learning.rules.matching import Match, People, Person, words_of
from alur.learning.rules.places import moving_up
from alur.learning.rules.presence import within

JAKARTA = ZoneInfo("Asia/Jakarta")
KEY = b"k" * 32
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001
    max_value=datetime(2026, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(
    line=st.lists(st.integers(), unique=True, max_size=30),
    placed=st.integers(0, 40),
    capacity=st.none() | st.integers(1, 40),
)
def test_who_is_first_in_line_moves_up_and_nobody_beyond_the_places(
    line: list[int], placed: int, capacity: int | None
) -> None:
    found = moving_up(line, placed=placed, capacity=capacity)

    assert found == line[: len(found)]
    if capacity is None:
        assert found == line
    else:
        assert placed + len(found) <= max(capacity, placed)
        assert len(found) == len(line) or placed + len(found) >= capacity


@given(at=MOMENTS, age=st.integers(0, 89), part=st.sampled_from([codes.SCANNED, codes.TYPED]))
def test_a_code_serves_for_a_minute_and_never_longer_than_a_minute_and_a_half(
    at: datetime, age: int, part: int
) -> None:
    shown = codes.code(KEY, 7, codes.period_of(at))[:part]
    later = at + timedelta(seconds=age)
    lengths = frozenset({codes.SCANNED, codes.TYPED})

    served = codes.proves(KEY, 7, shown, later, lengths=lengths)
    assert served or age >= 60
    assert not codes.proves(KEY, 7, shown, at + timedelta(seconds=90), lengths=lengths)
    assert not codes.proves(KEY, 7, shown, at - timedelta(seconds=30), lengths=lengths)
    assert not codes.proves(KEY, 8, shown, later, lengths=lengths)
    assert not codes.proves(b"another", 7, shown, later, lengths=lengths)


@pytest.mark.parametrize("given_code", ["", "A", "\0" * 6, "x" * 10_000, "é" * 6, "000000", "------"])
def test_what_is_no_code_proves_nothing(given_code: str) -> None:
    assert not codes.proves(KEY, 7, given_code, NOW, lengths=frozenset({codes.SCANNED, codes.TYPED}))


def test_a_code_may_be_typed_in_small_letters_and_groups() -> None:
    shown = codes.typed(codes.code(KEY, 7, codes.period_of(NOW)))
    typed = f" {shown[:3].lower()}-{shown[3:].lower()} "

    assert codes.proves(KEY, 7, typed, NOW, lengths=frozenset({codes.TYPED}))
    assert not codes.proves(KEY, 7, typed, NOW, lengths=frozenset({codes.SCANNED}))


def test_presence_is_cut_to_the_session() -> None:
    session = (NOW, NOW + timedelta(hours=2))
    early, late = NOW - timedelta(hours=1), NOW + timedelta(hours=3)

    assert within(early, late, session=session) == session
    assert within(early, NOW, session=session) is None
    assert within(NOW, NOW, session=session) is None


def event(title: str = "Recall", topics: tuple[str, ...] = ()) -> Event:
    return Event(
        iri="urn:alur:session:S1",
        title=title,
        starts_at=datetime(2026, 11, 30, 9, tzinfo=JAKARTA),
        ends_at=datetime(2026, 11, 30, 11, tzinfo=JAKARTA),
        url="http://alur.example/sesi/S1",
        place="Aula, lantai 2; gedung B",
        text="Baris satu\nBaris dua",
        topics=topics,
        sequence=1,
        changed_at=NOW,
        is_cancelled=False,
    )


def test_a_session_in_a_calendar_word_for_word() -> None:
    assert calendar([event(topics=("Obat", "Pangan, olahan"))]).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Alur//Sesi//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:8977ced5-6027-5890-9c0b-78eca4e51b49",
        "DTSTAMP:20261124T030000Z",
        "LAST-MODIFIED:20261124T030000Z",
        "SEQUENCE:1",
        "DTSTART:20261130T020000Z",
        "DTEND:20261130T040000Z",
        "SUMMARY:Recall",
        "STATUS:CONFIRMED",
        "URL:http://alur.example/sesi/S1",
        "LOCATION:Aula\\, lantai 2\\; gedung B",
        "DESCRIPTION:Baris satu\\nBaris dua",
        "CATEGORIES:Obat,Pangan\\, olahan",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text(max_size=300))
def test_lines_of_a_calendar_are_short_and_unfold_to_what_was_meant(title: str) -> None:
    written = calendar([event(title)])
    lines = written.removesuffix("\r\n").split("\r\n")
    unfolded = written.replace("\r\n ", "").split("\r\n")

    assert max(len(line.encode()) for line in lines) <= 75
    assert f"SUMMARY:{text(title)}" in unfolded
    assert len(unfolded) == 20
    assert folded("x" * 80) == f"{'x' * 75}\r\n {'x' * 5}\r\n"


ZOOM = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
123,Recall,11/30/2026 08:50:00 AM,11/30/2026 11:05:00 AM,host@bpom.example,135,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Sari Wulandari (BBPOM),sari@bpom.example,11/30/2026 08:55:00 AM,11/30/2026 10:00:00 AM,65,No
Sari Wulandari,sari@bpom.example,11/30/2026 10:05:00 AM,11/30/2026 11:05:00 AM,60,No
"Lina, S.Farm",,11/30/2026 09:10:00 AM,11/30/2026 11:00:00 AM,110,Yes
Tanpa waktu,,,,10,Yes
"""
MEET = """\
First name,Last name,Email,Duration,Time joined,Time exited
Sari,Wulandari,sari@bpom.example,1 hr 5 min,9:00 AM,10:05 AM
Budi,Santoso,,45 min,10:00 AM,
"""
TEAMS = """\
1. Summary
Meeting title\tRecall
Attended participants\t2

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Sari Wulandari\t11/30/26, 9:00:05 AM\t11/30/26, 11:00:00 AM\t1h 59m 55s\tsari@bpom.example\tsari@bpom.example\tPresenter
Budi Santoso\t30/11/2026 09.30.00\t\t1h 30m\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time
Hantu\t11/30/26, 9:00:05 AM\t11/30/26, 11:00:00 AM
"""
START = datetime(2026, 11, 30, 9, tzinfo=JAKARTA)
Row = tuple[str, str, str, str]


def rows(data: bytes) -> list[Row]:
    found = reports.read(data, near=START, zone=JAKARTA)
    assert found is not None
    local = [(row, row.joined_at.astimezone(JAKARTA), row.left_at.astimezone(JAKARTA)) for row in found.rows]
    return [(row.name, row.email, f"{begin:%H:%M:%S}", f"{end:%H:%M:%S}") for row, begin, end in local]


def test_lists_as_three_services_write_them() -> None:
    assert rows(ZOOM.encode("utf-8-sig")) == [
        ("Sari Wulandari (BBPOM)", "sari@bpom.example", "08:55:00", "10:00:00"),
        ("Sari Wulandari", "sari@bpom.example", "10:05:00", "11:05:00"),
        ("Lina, S.Farm", "", "09:10:00", "11:00:00"),
    ]
    assert rows(MEET.encode()) == [
        ("Sari Wulandari", "sari@bpom.example", "09:00:00", "10:05:00"),
        ("Budi Santoso", "", "10:00:00", "10:45:00"),
    ]
    assert rows(TEAMS.encode("utf-16")) == [
        ("Sari Wulandari", "sari@bpom.example", "09:00:05", "11:00:00"),
        ("Budi Santoso", "", "09:30:00", "11:00:00"),
    ]


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-11-30T09:10:00+07:00", "30 09:10"),
        ("2026-11-30 09:10:00", "30 09:10"),
        ("2026-11-30T02:10:00Z", "30 09:10"),
        ("30/11/2026 09:10", "30 09:10"),
        ("11/30/2026 9:10 PM", "30 21:10"),
        ("12:05 AM", "30 00:05"),
        ("12.05 p.m.", "30 12:05"),
        ("09.10", "30 09:10"),
    ],
)
def test_moments_as_lists_write_them(written: str, hour: str) -> None:
    found = reports.moment(written, START)

    assert found is not None
    assert f"{found.astimezone(JAKARTA):%d %H:%M}" == hour


@pytest.mark.parametrize("written", ["", "x", "99:99", "32/13/2026 09:00", "0/0/0 1:00", "9" * 1_000, "2026-11-30"])
def test_what_is_no_moment_is_none(written: str) -> None:
    assert reports.moment(written, START) is None or written == "2026-11-30"


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda made: f"Name,Join Time,Leave Time\n{made}".encode()))
def test_whatever_is_uploaded_is_read_or_refused(data: bytes) -> None:
    reports.read(data, near=START, zone=JAKARTA)


SARI = Person("198609262015051001", "dr. Sari Wulandari, S.Farm., Apt.", "sari@bpom.example")
OTHERS = [
    Person("197503102000031002", "Budi Santoso", ""),
    Person("198001012005011009", "Budi Santoso", ""),
    Person("199001012014022003", "Lina Marpaung", "lina@bpom.example"),
    Person("198812122012121004", "M. Tono Siregar", ""),
]
PEOPLE = People([SARI, *OTHERS])
BOTH_BUDI = ("197503102000031002", "198001012005011009")


@pytest.mark.parametrize(
    ("name", "email", "match"),
    [
        ("Sari Wulandari", "", Match((SARI.nip,), is_sure=True)),
        ("WULANDARI Sari", "", Match((SARI.nip,), is_sure=True)),
        ("BBPOM Surabaya - Sari Wulandari", "", Match((SARI.nip,), is_sure=True)),
        ("BBPOM_Sari Wulandari_Obat", "", Match((SARI.nip,), is_sure=True)),
        ("Sari Wulandari (iPhone)", "", Match((SARI.nip,), is_sure=True)),
        ("iPhone (Sari Wulandari)", "", Match((SARI.nip,), is_sure=True)),
        ("samsung", "SARI@bpom.example", Match((SARI.nip,), is_sure=True)),
        ("19860926 201505 1 001 Sari", "", Match((SARI.nip,), is_sure=True)),
        ("Sari Wulandri", "", Match((SARI.nip,), is_sure=False)),
        ("Tono Siregar", "", Match(("198812122012121004",), is_sure=False)),
        ("Budi Santoso", "", Match(BOTH_BUDI, is_sure=False)),
        ("Sari", "", Match((), is_sure=False)),
        ("Joko Anwar", "", Match((), is_sure=False)),
        ("", "", Match((), is_sure=False)),
        ("199912312025011009", "", Match((), is_sure=False)),
    ],
)
def test_whom_a_name_means(name: str, email: str, match: Match) -> None:
    assert PEOPLE.match(name, email) == match


def test_titles_are_no_part_of_a_name() -> None:
    assert words_of("Dra. Hj. Siti Aminah, M.Si., Apt.") == ("siti", "aminah")
    assert words_of("dr. Sari Wulandari, S.Farm., Apt.") == ("sari", "wulandari")


@given(name=st.text(max_size=80), email=st.text(max_size=40))
def test_sure_is_one_and_only_one(name: str, email: str) -> None:
    match = PEOPLE.match(name, email)

    assert len(match.nips) == 1 if match.is_sure else len(match.nips) <= 5
    assert set(match.nips) <= PEOPLE.nips
