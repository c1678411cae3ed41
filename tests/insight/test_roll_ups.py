"""Figures by month, activity and hour: from records, right after corrections, the same live and rebuilt."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib import clock
from alur.catalogue.models import Activity
from alur.insight.models import ActivityYear
from alur.insight.queries.activities import KindRow, kinds, kinds_of_years, week
from alur.insight.queries.places import units_then
from alur.insight.queries.trends import months_by_unit, months_of_years
from alur.insight.queries.year import year_figures
from alur.insight.rules.habits import Time, shares, time_of
from alur.insight.rules.months import ADDITIONS, COLUMNS, MASK, PLACES
from alur.insight.rules.trends import running, so_far
from alur.learning.models import Module, Session
from alur.learning.statements import attended, completed
from alur.people.models import Employee, Placement
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from alur.records.services.rebuilding import check
from tests.insight.test_any_order import voiding
from tests.insight.world import ALWAYS, MOVE, NIPS, World, build, person

FIRST = UUID("11111111-1111-4111-8111-111111111111")
JUNE = datetime(2022, 6, 30, 23, 30, tzinfo=clock.JAKARTA)  # a Thursday
JULY = datetime(2022, 7, 1, 12, 5, tzinfo=clock.JAKARTA)


def done(nip: str, module: str, at: datetime, *, id: UUID | None = None) -> None:
    statement = completed(record_id=id or uuid4(), nip=nip, module_code=module, at=at, score=None, duration_seconds=60)
    append_statements([statement], authority=AUTHORITY, version="1.0.3")


@pytest.fixture
def world() -> World:
    made = build()
    for activity in Activity.objects.filter(kind="module"):
        Module.objects.create(activity=activity, kind="e-learning" if activity.code == "M2" else "microlearning")
    done(NIPS[0], "M1", JUNE, id=FIRST)
    done(NIPS[0], "M2", JULY)
    done(NIPS[1], "M1", JUNE)
    done(NIPS[1], "M2", JULY)
    for nip, (start, end) in ((NIPS[2], made.sessions["S1"]), (NIPS[0], made.sessions["S1"])):
        span = attended(record_id=uuid4(), nip=nip, session_code="S1", joined_at=start, left_at=end)
        append_statements([span], authority=AUTHORITY, version="1.0.3")
    return made


@pytest.mark.django_db
@pytest.mark.both
class TestMonths:
    def test_of_the_agency(self, world: World) -> None:
        months = months_of_years([2022, 2021])

        assert [tuple(month) for month in months[2022][4:7]] == [(6, 2, 2), (2, 2, 2), (Decimal("8.5"), 2, 2)]
        assert {tuple(month) for month in months[2021]} == {(0, 0, 0)}

    def test_of_a_unit_count_what_was_done_while_there(self, world: World) -> None:
        months = months_of_years([2022], unit=world.below)[2022]

        assert [tuple(month) for month in months[4:7]] == [(3, 1, 1), (2, 2, 2), (Decimal("4.25"), 1, 1)]

    def test_by_unit_add_up_to_the_agency(self, world: World) -> None:
        [(unit, jp)] = months_by_unit(2022, [world.above], among=[world.above, world.below])

        assert (unit, jp) == (world.above, [month.jp for month in months_of_years([2022])[2022]])

    def test_who_took_part_only_in_what_was_voided_is_not_reached(self, world: World) -> None:
        append_statements([voiding(FIRST)], authority=AUTHORITY, version="1.0.3")

        assert months_of_years([2022])[2022][5].reached == 1
        assert check() == []


@pytest.mark.django_db
@pytest.mark.both
class TestActivities:
    def test_kinds(self, world: World) -> None:
        Session.objects.update(kind="webinar")

        assert kinds(2022) == [
            KindRow("e-learning", 2, Decimal("8.50")),
            KindRow("webinar", 2, Decimal("6.00")),
            KindRow("microlearning", 2, Decimal("2.00")),
        ]
        assert kinds(2021) == []

    def test_kinds_of_a_unit_count_what_was_done_while_there(self, world: World) -> None:
        Session.objects.update(kind="webinar")
        above, below = (kinds_of_years([2022, 2021], unit=unit) for unit in (world.above, world.below))

        assert above == {2022: kinds(2022), 2021: []}
        assert below[2022] == [
            KindRow("e-learning", 1, Decimal("4.25")),
            KindRow("webinar", 1, Decimal("3.00")),
            KindRow("microlearning", 2, Decimal("2.00")),
        ]
        assert sum(row.jp for row in below[2022]) == year_figures(2022, unit=world.below).jp_total

    def test_what_is_voided_leaves_kind_and_hour(self, world: World) -> None:
        append_statements([voiding(FIRST)], authority=AUTHORITY, version="1.0.3")
        m1 = ActivityYear.objects.get(activity_id=Activity.objects.get(code="M1").pk)

        assert (m1.completions, m1.jp) == (1, Decimal("1.00"))
        assert (week(2022)[3][23], week(2022)[4][12], sum(map(sum, week(2022)))) == (1, 2, 3)
        assert check() == []


@pytest.mark.django_db
@pytest.mark.both
def test_where_people_were(world: World) -> None:
    later = person("199501012020012001", world.above)
    Placement.objects.filter(employee=later).update(valid_from=MOVE)
    gone = person("199601012020012001", world.above)
    Employee.objects.filter(pk=gone.pk).update(is_active=False)
    first, second, third = (world.people[nip].pk for nip in NIPS)
    above, below = world.above.pk, world.below.pk

    assert units_then(2021) == {first: below, second: below, third: above, later.pk: above}
    assert units_then(2022) == {first: below, second: above, third: above, later.pk: above}
    assert ALWAYS < MOVE


def test_the_parts_of_a_week() -> None:
    found = {time: sum(time_of(day, hour) is time for day in range(7) for hour in range(24)) for time in Time}

    assert found == {Time.FREE: 108, Time.LUNCH: 5, Time.COMMUTE: 20, Time.BETWEEN: 35}
    assert [time_of(4, hour) for hour in (5, 6, 8, 12, 13, 16, 18)] == [
        Time.FREE,
        Time.COMMUTE,
        Time.BETWEEN,
        Time.LUNCH,
        Time.BETWEEN,
        Time.COMMUTE,
        Time.FREE,
    ]


@given(week=st.lists(st.lists(st.integers(0, 10**6), min_size=24, max_size=24), min_size=7, max_size=7))
def test_shares_add_up(week: list[list[int]]) -> None:
    total = sum(map(sum, week))

    assert sum(each.count for each in shares(week)) == total
    assert sum(each.share for each in shares(week)) == pytest.approx(1 if total else 0)


@given(acts=st.lists(st.integers(1, 12), max_size=200))
def test_months_are_kept_apart(acts: list[int]) -> None:
    kept = dict.fromkeys(COLUMNS, 0)
    for month in acts:
        column, one = ADDITIONS[month]
        kept[column] += one

    assert {month: kept[at.column] >> at.shift & MASK for month, at in PLACES.items()} == {
        month: acts.count(month) for month in range(1, 13)
    }


def test_months_to_come_are_not_nothing() -> None:
    today = datetime(2026, 11, 24, tzinfo=clock.JAKARTA).date()

    assert so_far(list(range(12)), 2026, today) == [*range(11), None]
    assert so_far([1] * 12, 2025, today) == [1] * 12
    assert so_far([1] * 12, 2027, today) == [None] * 12
    assert [running(year, today) for year in (2025, 2026, 2027)] == [None, 10, None]
