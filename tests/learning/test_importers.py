"""Modules, sessions and learning records as they come in files."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from alur.base.lib import clock
from alur.catalogue.models import Activity, ActivityVersion
from alur.credit.models import Entry
from alur.learning.models import Completion, Module, Session, SessionTime
from alur.people.models import Employee
from alur.records.models import Statement
from tests.imports import BUDI, M1_DONE, MODULES, SARI, SESSIONS, UNITS, empty_store, take, take_basics

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ALWAYS = datetime(1900, 1, 1, tzinfo=UTC)
COMPLETIONS = "record_id,nip,module_code,completed_at,score,duration_seconds"
ATTENDANCE = "record_id,nip,session_code,joined_at,left_at"


@pytest.fixture(autouse=True)
def _store() -> Iterator[None]:
    with empty_store():
        yield


def versions() -> list[tuple[Any, ...]]:
    rows = ActivityVersion.objects.order_by("activity__code", "number")
    return list(rows.values_list("activity__code", "number", "jp", "minutes", "valid_from"))


def entries() -> list[tuple[str, Decimal]]:
    """Return (NIP, JP) of each line of the ledger."""
    nips = dict(Employee.objects.values_list("id", "nip"))
    return sorted((nips[id], amount) for id, amount in Entry.objects.values_list("employee_id", "amount"))


def test_modules_and_their_versions(tmp_path: Path) -> None:
    full = (
        "code,title,kind,jp,minutes,summary,topics,published_on\n"
        'M1,Validasi proses,E-Learning,"1,50",90,"Satu.\n\nDua.",CPOB; Validasi ;CPOB,2022-01-03\n'
    )
    assert take(tmp_path, "modules", full).tally == (1, 1, 0, 0, 0)
    assert take(tmp_path, "modules", full).tally == (1, 0, 0, 1, 0)
    activity = Activity.objects.get()
    assert (activity.iri, activity.title, activity.summary, activity.topics, activity.published_on) == (
        "urn:alur:module:M1",
        "Validasi proses",
        "Satu.\n\nDua.",
        ["CPOB", "Validasi"],
        date(2022, 1, 3),
    )
    assert Module.objects.values_list("activity__code", "kind").get() == ("M1", "e-learning")
    with clock.frozen_at(datetime(2023, 5, 1, tzinfo=UTC)):
        later = take(tmp_path, "modules", "code,title,jp,published_on\nM1,Validasi,2,2022-01-03\n")
        same_worth = take(tmp_path, "modules", "code,title,jp,published_on\nM1,Validasi!,2.0,2022-01-03\n")
    assert (later.tally, same_worth.tally) == ((1, 0, 1, 0, 0), (1, 0, 1, 0, 0))
    assert versions() == [
        ("M1", 1, Decimal("1.50"), 90, ALWAYS),
        ("M1", 2, Decimal("2.00"), 90, datetime(2023, 5, 1, tzinfo=UTC)),
    ]


def test_a_changed_kind_alone_is_an_update(tmp_path: Path) -> None:
    take(tmp_path, "modules", MODULES)
    content = "code,title,jp,published_on,kind\nM1,Validasi proses,1,2022-01-03,e-learning\n"
    assert take(tmp_path, "modules", content).tally == (1, 0, 1, 0, 0)
    assert take(tmp_path, "modules", content).tally == (1, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (",T,1,2022-01-03,,", "code"),
        ("M 1,T,1,2022-01-03,,", "code"),
        ("M/1,T,1,2022-01-03,,", "code"),
        (f"{'M' * 129},T,1,2022-01-03,,", "code"),
        ("M1,,1,2022-01-03,,", "title"),
        ("M1,T,,2022-01-03,,", "jp"),
        ("M1,T,0,2022-01-03,,", "jp"),
        ("M1,T,-1,2022-01-03,,", "jp"),
        ("M1,T,0.255,2022-01-03,,", "jp"),
        ("M1,T,1e2,2022-01-03,,", "jp"),
        ("M1,T,NaN,2022-01-03,,", "jp"),
        ("M1,T,10001,2022-01-03,,", "jp"),
        ('M1,T,"1,000",2022-01-03,,', "jp"),
        ("M1,T,1,,,", "published_on"),
        ("M1,T,1,03/01/2022,,", "published_on"),
        ("M1,T,1,2022-02-30,,", "published_on"),
        ("M1,T,1,2022-01-03T10:00,,", "published_on"),
        ("M1,T,1,2022-01-03,video,", "kind"),
        ("M1,T,1,2022-01-03,,0", "minutes"),
        ("M1,T,1,2022-01-03,,1.5", "minutes"),
    ],
)
def test_a_bad_module_is_refused(tmp_path: Path, row: str, field: str) -> None:
    taken = take(tmp_path, "modules", f"code,title,jp,published_on,kind,minutes\n{row}\nM9,Baik,0.25,2022-01-03,,\n")
    assert taken.tally == (2, 1, 0, 0, 1)
    assert [(each["line"], each["field"]) for each in taken.rejected] == [("2", field)]
    assert versions() == [("M9", 1, Decimal("0.25"), None, ALWAYS)]


def test_sessions_and_their_times(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    content = (
        "code,title,kind,starts_at,ends_at,jp,unit_code,speaker,capacity\n"
        "S1,Recall,,2022-03-10T09:00,2022-03-10T04:30:00Z,2,BALAI,Direktur,100\n"
    )
    assert take(tmp_path, "sessions", content).tally == (1, 1, 0, 0, 0)
    assert take(tmp_path, "sessions", content).tally == (1, 0, 0, 1, 0)
    moved = "code,title,starts_at,ends_at,jp\nS1,Recall,2022-03-11 09:00,2022-03-11 11:30,2\n"
    assert take(tmp_path, "sessions", moved).tally == (1, 0, 1, 0, 0)
    assert take(tmp_path, "sessions", moved).tally == (1, 0, 0, 1, 0)
    times = SessionTime.objects.order_by("id").values_list("starts_at", "ends_at")
    assert list(times) == [
        (datetime(2022, 3, 10, 2, tzinfo=UTC), datetime(2022, 3, 10, 4, 30, tzinfo=UTC)),
        (datetime(2022, 3, 11, 2, tzinfo=UTC), datetime(2022, 3, 11, 4, 30, tzinfo=UTC)),
    ]
    stored = Session.objects.values_list("kind", "unit__code", "speaker", "capacity", "starts_at").get()
    assert stored == ("webinar", "BALAI", "Direktur", 100, datetime(2022, 3, 11, 2, tzinfo=UTC))
    assert versions() == [("S1", 1, Decimal(2), 150, ALWAYS)]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("S1,T,2022-03-10,2022-03-10T11:00,2,,", "starts_at"),
        ("S1,T,2022-03-10T09:00,2022-03-10T09:00,2,,", "ends_at"),
        ("S1,T,2022-03-10T11:00,2022-03-10T09:00,2,,", "ends_at"),
        ("S1,T,2022-03-10T11:00,2032-03-10T09:00,2,,", "ends_at"),
        ("S1,T,besok,2022-03-10T09:00,2,,", "starts_at"),
        ("S1,T,0001-01-01T00:00,2022-03-10T09:00,2,,", "starts_at"),
        ("S1,T,2022-03-10T09:00,2022-03-10T11:00,2,NONE,", "unit_code"),
        ("S1,T,2022-03-10T09:00,2022-03-10T11:00,2,,nol", "capacity"),
    ],
)
def test_a_bad_session_is_refused(tmp_path: Path, row: str, field: str) -> None:
    content = (
        f"code,title,starts_at,ends_at,jp,unit_code,capacity\n{row}\nS9,Baik,2022-03-10T09:00,2022-03-10T11:00,2,,\n"
    )
    taken = take(tmp_path, "sessions", content)
    assert taken.tally == (2, 1, 0, 0, 1)
    assert [(each["line"], each["field"]) for each in taken.rejected] == [("2", field)]
    assert list(Session.objects.values_list("activity__code", flat=True)) == ["S9"]


def test_a_completion_earns_its_jp(tmp_path: Path) -> None:
    take_basics(tmp_path)
    content = f"{COMPLETIONS}\n{M1_DONE},{SARI},M1,2022-03-04T10:00:00,92.5,600\n"
    assert take(tmp_path, "completions", content).tally == (1, 1, 0, 0, 0)
    assert take(tmp_path, "completions", content).tally == (1, 0, 0, 1, 0)
    stored = Completion.objects.values_list("year", "at", "score", "duration_seconds").get()
    assert stored == (2022, datetime(2022, 3, 4, 3, tzinfo=UTC), Decimal("92.50"), 600)
    assert entries() == [(SARI, Decimal(1))]


@pytest.mark.parametrize(
    "spelling",
    [
        "2022-03-04 10:00",
        "2022-03-04T10:00:00.000+07:00",
        "2022-03-04T03:00:00Z",
        "2022-03-03T22:00:00-05:00",
        "20220304T10:00:00+07:00",
    ],
)
def test_the_same_moment_in_another_spelling_is_the_same_record(tmp_path: Path, spelling: str) -> None:
    take_basics(tmp_path)
    take(tmp_path, "completions", f"{COMPLETIONS}\n{M1_DONE},{SARI},M1,2022-03-04T10:00:00,80,\n")
    again = take(tmp_path, "completions", f"{COMPLETIONS}\n{M1_DONE.upper()},{SARI},M1,{spelling},80.00,\n")
    assert again.tally == (1, 0, 0, 1, 0)


def test_a_record_with_other_content_is_refused(tmp_path: Path) -> None:
    take_basics(tmp_path)
    first = f"{M1_DONE},{SARI},M1,2022-03-04T10:00:00,80,"
    other = f"{M1_DONE},{SARI},M1,2022-03-04T10:00:00,81,"
    taken = take(tmp_path, "completions", f"{COMPLETIONS}\n{first}\n{first}\n{other}\n")
    assert taken.tally == (3, 1, 0, 1, 1)
    assert [(row["line"], row["field"], row["reason"].partition(". ")[0]) for row in taken.rejected] == [
        ("4", "record_id", "A record with this id is already stored with other content")
    ]
    assert take(tmp_path, "completions", f"{COMPLETIONS}\n{other}\n").tally == (1, 0, 0, 0, 1)
    assert take(
        tmp_path, "attendance", f"{ATTENDANCE}\n{M1_DONE},{SARI},S1,2022-03-10T09:00,2022-03-10T11:00\n"
    ).tally == (
        1,
        0,
        0,
        0,
        1,
    )
    assert Statement.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (f",{SARI},M1,2022-03-04T10:00:00,,", "record_id"),
        (f"1,{SARI},M1,2022-03-04T10:00:00,,", "record_id"),
        (f"{{{M1_DONE}}},{SARI},M1,2022-03-04T10:00:00,,", "record_id"),
        (f"{M1_DONE.replace('-', '')},{SARI},M1,2022-03-04T10:00:00,,", "record_id"),
        (f"{M1_DONE},199001012014022003,M1,2022-03-04T10:00:00,,", "nip"),
        (f"{M1_DONE},{SARI},M7,2022-03-04T10:00:00,,", "module_code"),
        (f"{M1_DONE},{SARI},S1,2022-03-04T10:00:00,,", "module_code"),
        (f"{M1_DONE},{SARI},M1,4 Maret 2022,,", "completed_at"),
        (f"{M1_DONE},{SARI},M1,2022-03-04T25:00:00,,", "completed_at"),
        (f"{M1_DONE},{SARI},M1,,,", "completed_at"),
        (f"{M1_DONE},{SARI},M1,2022-03-04T10:00:00,-1,", "score"),
        (f"{M1_DONE},{SARI},M1,2022-03-04T10:00:00,baik,", "score"),
        (f"{M1_DONE},{SARI},M1,2022-03-04T10:00:00,80.001,", "score"),
        (f"{M1_DONE},{SARI},M1,2022-03-04T10:00:00,,-5", "duration_seconds"),
        (f"{M1_DONE},{SARI},M1,2022-03-04T10:00:00,,99999999999", "duration_seconds"),
        (f"{M1_DONE},{SARI},M1,2022-03-04T10:00:00,,PT5M", "duration_seconds"),
    ],
)
def test_a_bad_completion_is_refused_and_its_neighbours_are_kept(tmp_path: Path, row: str, field: str) -> None:
    take_basics(tmp_path)
    good = f"22222222-2222-4222-8222-222222222222,{BUDI},M2,2022-03-04T10:00:00,,"
    taken = take(tmp_path, "completions", f"{COMPLETIONS}\n{row}\n{good}\n")
    assert taken.tally == (2, 1, 0, 0, 1)
    assert [(each["line"], each["field"]) for each in taken.rejected] == [("2", field)]
    assert entries() == [(BUDI, Decimal("2.50"))]


def test_what_has_not_happened_yet_is_no_record(tmp_path: Path) -> None:
    take_basics(tmp_path)
    tomorrow, later = (clock.now() + timedelta(days=days) for days in (0.9, 1.1))
    rows = [
        f"{M1_DONE},{SARI},M1,{tomorrow.isoformat()},,",
        f"22222222-2222-4222-8222-222222222222,{SARI},M2,{later.isoformat()},,",
    ]
    taken = take(tmp_path, "completions", "\n".join([COMPLETIONS, *rows]))
    assert [(row["line"], row["field"]) for row in taken.rejected] == [("3", "completed_at")]


def test_presence_in_spans_completes_a_session(tmp_path: Path) -> None:
    take_basics(tmp_path)
    spans = [
        f"11111111-0000-4000-8000-000000000001,{SARI},S1,2022-03-10T08:50,2022-03-10T10:00",
        f"11111111-0000-4000-8000-000000000002,{SARI},S1,2022-03-10T10:10,2022-03-10T11:20",
        f"11111111-0000-4000-8000-000000000003,{BUDI},S1,2022-03-10T09:00,2022-03-10T10:30",
    ]
    content = "\n".join([ATTENDANCE, *spans])
    assert take(tmp_path, "attendance", content).tally == (3, 3, 0, 0, 0)
    assert take(tmp_path, "attendance", content).tally == (3, 0, 0, 3, 0)
    assert entries() == [(SARI, Decimal(2))]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (f"{M1_DONE},{SARI},S1,2022-03-10T11:00,2022-03-10T10:59", "left_at"),
        (f"{M1_DONE},{SARI},S1,2022-03-10T11:00,2024-03-10T10:59", "left_at"),
        (f"{M1_DONE},{SARI},S1,2022-03-10T11:00,", "left_at"),
        (f"{M1_DONE},{SARI},M1,2022-03-10T09:00,2022-03-10T11:00", "session_code"),
        (f"{M1_DONE},199001012014022003,S1,2022-03-10T09:00,2022-03-10T11:00", "nip"),
    ],
)
def test_a_bad_span_is_refused(tmp_path: Path, row: str, field: str) -> None:
    take_basics(tmp_path)
    taken = take(tmp_path, "attendance", f"{ATTENDANCE}\n{row}\n")
    assert taken.tally == (1, 0, 0, 0, 1)
    assert [each["field"] for each in taken.rejected] == [field]


def test_a_session_that_gets_longer_leaves_what_was_granted(tmp_path: Path) -> None:
    take_basics(tmp_path)
    span = f"{ATTENDANCE}\n{M1_DONE},{SARI},S1,2022-03-10T09:00,2022-03-10T11:00\n"
    take(tmp_path, "attendance", span)
    take(tmp_path, "sessions", SESSIONS.replace("T11:00", "T15:00"))
    assert take(tmp_path, "attendance", span).tally == (1, 0, 0, 1, 0)
    assert entries() == [(SARI, Decimal(2))]
