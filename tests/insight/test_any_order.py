"""Whatever order records come in, however often, however cut: the same figures, and live equals rebuilt."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from alur.assessment.statements import exam_result
from alur.base.lib import clock
from alur.credit.models import Entry
from alur.insight.models import PersonYear
from alur.insight.queries.year import year_figures
from alur.learning.statements import attended, completed
from alur.records.rules.draft import VOIDED
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from alur.records.services.rebuilding import check
from tests.insight.world import MODULES, NIPS, World, build, jp_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]
YEARS = [2021, 2022, 2023]
BEGIN = datetime(2021, 12, 31, 23, 50, tzinfo=clock.JAKARTA)
Statement = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """A statement and what of it counts. what: module, session or exam."""

    what: str
    statement: Statement
    nip: str
    code: str
    at: datetime
    left_at: datetime | None = None

    @property
    def id(self) -> UUID:
        return UUID(self.statement["id"])


# Around the three turns that matter: of the year, of a person's unit, of a module's worth.
moments = st.one_of(
    st.integers(0, 40).map(lambda minutes: BEGIN + timedelta(minutes=minutes)),
    st.sampled_from(
        [
            datetime(2022, 5, 31, 23, 59, tzinfo=clock.JAKARTA),
            datetime(2022, 6, 1, 0, 0, tzinfo=clock.JAKARTA),
            datetime(2022, 6, 30, 23, 59, 59, tzinfo=clock.JAKARTA),
            datetime(2022, 7, 1, 0, 0, tzinfo=clock.JAKARTA),
            datetime(2022, 12, 31, 23, 59, 59, 999999, tzinfo=clock.JAKARTA),
            datetime(2023, 1, 1, 0, 0, tzinfo=clock.JAKARTA),
        ]
    ),
)


@st.composite
def modules(draw: st.DrawFn) -> Said:
    nip, code, at = draw(st.sampled_from(NIPS)), draw(st.sampled_from(sorted(MODULES))), draw(moments)
    statement = completed(record_id=uuid4(), nip=nip, module_code=code, at=at, score=None, duration_seconds=60)
    return Said("module", statement, nip, code, at)


@st.composite
def spans(draw: st.DrawFn) -> Said:
    nip, code = draw(st.sampled_from(NIPS)), draw(st.sampled_from(["S1", "S2"]))
    start = {
        "S1": datetime(2022, 5, 4, 12, tzinfo=clock.JAKARTA),
        "S2": datetime(2022, 12, 31, 23, tzinfo=clock.JAKARTA),
    }
    joined = start[code] + timedelta(minutes=draw(st.integers(-3, 12)) * 10)
    left = joined + timedelta(minutes=draw(st.integers(0, 13)) * 10)
    statement = attended(record_id=uuid4(), nip=nip, session_code=code, joined_at=joined, left_at=left)
    return Said("session", statement, nip, code, joined, left)


@st.composite
def results(draw: st.DrawFn) -> Said:
    nip, at = draw(st.sampled_from(NIPS)), draw(moments)
    marks = {"score": Decimal(70), "max_score": Decimal(100), "pass_score": Decimal(60)}
    return Said("exam", exam_result(record_id=uuid4(), nip=nip, exam_code="E1", at=at, **marks), nip, "E1", at)


@dataclass
class Story:
    """What was said, which of it was voided, and how it arrives: statements in batches, some sent twice."""

    said: list[Said]
    voided: set[UUID] = field(default_factory=set)
    batches: list[list[Statement]] = field(default_factory=list)


def voiding(target: UUID) -> Statement:
    return {
        "id": str(uuid4()),
        "actor": {"objectType": "Agent", "account": {"homePage": "urn:alur:system", "name": "alur"}},
        "verb": {"id": VOIDED},
        "object": {"objectType": "StatementRef", "id": str(target)},
        "timestamp": "2024-01-01T00:00:00Z",
    }


@st.composite
def stories(draw: st.DrawFn) -> Story:
    said = draw(st.lists(st.one_of(modules(), spans(), results()), max_size=14))
    voided = {each.id for each in said if draw(st.integers(0, 5)) == 0}
    sent = [each.statement for each in said] + [voiding(id) for id in sorted(voided)]
    again = [statement for statement in sent if draw(st.integers(0, 3)) == 0]
    order = draw(st.permutations(sent + again))
    batches = list(cut(order, draw(st.integers(1, 6))))
    return Story(said, voided, batches)


def cut(statements: list[Statement], size: int) -> Iterator[list[Statement]]:
    for begin in range(0, len(statements), size):
        # One request may not hold an id twice; a repeat waits for the next.
        seen: dict[str, Statement] = {}
        later = []
        for statement in statements[begin : begin + size]:
            if statement["id"] in seen:
                later.append(statement)
            else:
                seen[statement["id"]] = statement
        yield list(seen.values())
        yield from ([statement] for statement in later)


def expected(story: Story, world: World, year: int, *, below_only: bool) -> dict[str, object]:
    """Count by hand, from the set of what was said and not voided."""
    said = [each for each in story.said if each.id not in story.voided]
    firsts: dict[tuple[str, str, str], Said] = {}
    for each in sorted((each for each in said if each.what != "session"), key=lambda each: (each.at, each.id)):
        if clock.local_date(each.at).year == year:
            firsts.setdefault((each.what, each.nip, each.code), each)
    done = {key: first for key, first in firsts.items() if key[0] == "module"}
    exams = {key: first for key, first in firsts.items() if key[0] == "exam"}
    present: dict[tuple[str, str], set[int]] = {}
    for each in said:
        if each.what == "session" and clock.local_date(world.sessions[each.code][0]).year == year:
            present.setdefault((each.nip, each.code), set()).update(minutes_in(each, world))

    def counts(nip: str, at: datetime) -> bool:
        return not below_only or world.unit_of(nip, clock.local_date(at)) == world.below

    sessions = {key for key, minutes in present.items() if len(minutes) * 100 >= 80 * length_minutes(key[1], world)}
    sessions = {key for key in sessions if counts(key[0], world.sessions[key[1]][0])}
    attended = {key for key in present if counts(key[0], world.sessions[key[1]][0])}
    done = {key: first for key, first in done.items() if counts(first.nip, first.at)}
    jp = sum((jp_of(first.code, first.at) for first in done.values()), Decimal(0)) + 3 * len(sessions)
    return {
        "module_completions": len(done),
        "session_completions": len(sessions),
        "exam_participants": sum(counts(first.nip, first.at) for first in exams.values()),
        "employees_reached": len({nip for nip, _ in attended} | {first.nip for first in done.values()}),
        "jp_total": jp,
    }


def minutes_in(span: Said, world: World) -> set[int]:
    start, end = world.sessions[span.code]
    assert span.left_at is not None
    minutes = range(int((span.at - start).total_seconds() // 60), int((span.left_at - start).total_seconds() // 60))
    return {minute for minute in minutes if 0 <= minute < (end - start).total_seconds() / 60}


def length_minutes(code: str, world: World) -> int:
    start, end = world.sessions[code]
    return int((end - start).total_seconds() // 60)


def found(world: World, year: int, *, below_only: bool) -> dict[str, object]:
    figures = year_figures(year, unit=world.below if below_only else None)
    names = ("module_completions", "session_completions", "exam_participants", "employees_reached", "jp_total")
    return {name: getattr(figures, name) for name in names}


@given(story=stories())
def test_figures_do_not_depend_on_order_repeats_or_batches(story: Story) -> None:
    with transaction.atomic():
        world = build()
        for batch in story.batches:
            append_statements(batch, authority=AUTHORITY, version="1.0.3")
        for year in YEARS:
            for below_only in (False, True):
                assert found(world, year, below_only=below_only) == expected(story, world, year, below_only=below_only)
        assert check() == []
        ledger = {year: sum(Entry.objects.filter(year=year).values_list("amount", flat=True)) for year in YEARS}
        rolled = {year: sum(PersonYear.objects.filter(year=year).values_list("jp", flat=True)) for year in YEARS}
        assert ledger == rolled
        transaction.set_rollback(True)
