"""Reading, answering and finishing a module: once a year, whatever is clicked, retried or sent at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from alur.assessment.statements import exam_result
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.credit.models import Entry
from alur.learning.models import Answered, Completion, ScreenRead
from alur.learning.queries.reading import Reading, reading
from alur.learning.rules.criteria import Criterion
from alur.learning.services import finishing, progress
from alur.learning.statements import EXPERIENCED, answered, completed, screen_read
from alur.people.models import Employee
from alur.records.models import Statement
from alur.records.rules.draft import VOIDED
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from alur.records.services.rebuilding import check
from tests.imports import SARI, empty_store
from tests.learning.desk import BUDI_ACTS, CONTENT, FRONT, SARI_ACTS, STRANGER, furnish, take_content

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 17, tzinfo=UTC)  # midnight in Jakarta
RIGHT: progress.Answers = {1: ["1"], 2: ["tie"]}


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store(), clock.frozen_at(NOW):
        furnish()
        yield


def read(screen: int, answers: progress.Answers = progress.NO_ANSWERS, **more: Any) -> progress.Step:
    values = {"actor": SARI_ACTS, "code": "M1", "record_id": uuid4(), "at": clock.now(), **more}
    return progress.record_screen(screen=screen, answers=answers, **values)


def finish(record_id: UUID | None = None, *, code: str = "M1", **more: Any) -> finishing.Finished:
    values = {"actor": SARI_ACTS, "code": code, "at": clock.now(), **more}
    return finishing.finish_module(record_id=record_id or uuid4(), **values)


def page() -> Reading:
    return reading(SARI_ACTS.subject, "M1")


def counting() -> list[tuple[int, UUID]]:
    return list(Completion.objects.filter(standing=1).order_by("at").values_list("year", "id"))


def refused(act: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(Problem) as problem:
        act()
    assert problem.value.message
    assert problem.value.mend
    return problem.value.code, problem.value.status


def test_reading_answering_and_finishing() -> None:
    assert (page().resume_at, page().attempt.content) == (1, None)
    read(1)
    assert page().resume_at == 2
    assert read(2).open_questions == {1, 2}
    assert read(2, {1: ["2"]}).open_questions == {2}
    assert [tick.have for tick in page().ticks()] == [1, 0]
    assert read(2, {2: [" Tie. "]}).open_questions == frozenset()
    state = page()
    assert (state.attempt.read, state.attempt.right, state.resume_at) == ((1, 2), frozenset({2}), 3)
    assert [(tick.criterion, tick.need, tick.have) for tick in state.ticks()] == [
        (Criterion.SCREENS, 3, 2),
        (Criterion.QUESTIONS, 1, 1),
    ]
    record_id = uuid4()
    done = finish(record_id, last_screen=3)

    assert (done.completed.id, done.completed.year) == (record_id, 2026)
    assert counting() == [(2026, record_id)]
    assert list(Entry.objects.values_list("amount", "evidence_id")) == [(Decimal("1.00"), record_id)]
    assert Completion.objects.get().score == Decimal("50.00")
    assert list(ScreenRead.objects.order_by("rid").values_list("content", "screen")) == [(1, 1), (1, 2), (1, 3)]
    assert list(Answered.objects.order_by("rid").values_list("question", "is_right", "response")) == [
        (1, False, "2"),
        (2, True, "Tie."),
    ]
    assert check() == []


def test_nothing_is_recorded_twice() -> None:
    same: dict[str, Any] = {"record_id": uuid4()}
    for _ in range(3):
        read(1, **same)
        read(1)
        read(2, RIGHT, **same)
        read(2, {1: ["2"], 2: ["salah"]})  # what is right stays
    assert Statement.objects.count() == 4
    record_id = uuid4()
    for _ in range(3):
        finish(record_id, last_screen=3)
        finish(last_screen=3)
        read(3)
    assert Statement.objects.count() == 6
    assert counting() == [(2026, record_id)]


def test_a_wrong_answer_may_be_bettered() -> None:
    read(2, {1: ["2"], 2: ["salah"]})
    read(2, {1: ["2"]})
    read(2, {1: ["1"]})

    assert Answered.objects.count() == 3
    assert (page().attempt.right, page().attempt.answers[2].is_right) == (frozenset({1}), False)


@pytest.mark.parametrize(
    ("done", "last"),
    [([], 3), ([(1, {}), (3, {})], None), ([(1, {}), (2, {1: ["2"], 2: ["x"]})], 3), ([(1, {}), (3, {})], 2)],
    ids=["nothing", "a screen missing", "answers wrong", "a question open on the last screen"],
)
def test_what_is_unfinished_is_refused(done: list[tuple[int, progress.Answers]], last: int | None) -> None:
    for screen, answers in done:
        read(screen, answers)
    before = Statement.objects.count()

    assert refused(lambda: finish(last_screen=last)) == ("learning.unfinished", 409)
    assert Statement.objects.count() == before


def test_an_exam_must_be_passed_since_the_last_time() -> None:
    take_content(CONTENT.replace("{screens: all, questions: 50}", "{exam: E1}"))
    assert refused(finish) == ("learning.unfinished", 409)
    sit_exam(NOW - timedelta(days=9), score=60)
    assert refused(finish) == ("learning.unfinished", 409)
    sit_exam(NOW - timedelta(days=5), score=70)
    finish()
    with clock.frozen_at(NEW_YEAR):
        assert refused(finish) == ("learning.unfinished", 409)
        sit_exam(NEW_YEAR, score=100)
        finish()
    assert [year for year, _ in counting()] == [2026, 2027]


def sit_exam(at: datetime, *, score: int) -> None:
    statement = exam_result(
        record_id=uuid4(),
        nip=SARI,
        exam_code="E1",
        at=at,
        score=Decimal(score),
        max_score=Decimal(100),
        pass_score=Decimal(70),
    )
    append_statements([statement], authority=AUTHORITY, version="1.0.3")


def test_the_next_year_begins_anew_and_counts_again() -> None:
    for year_begins in (NOW, NEW_YEAR, NEW_YEAR + timedelta(days=365)):
        with clock.frozen_at(year_begins):
            assert (page().attempt.read, page().resume_at) == ((), 1)
            read(1)
            read(2, RIGHT)
            finish(last_screen=3)
            assert refused_or_same(year_begins)
    assert [year for year, _ in counting()] == [2026, 2027, 2028]
    assert sum(Entry.objects.values_list("amount", flat=True)) == Decimal("3.00")
    assert check() == []


def refused_or_same(at: datetime) -> bool:
    before = counting()
    finish(at=at)
    return counting() == before


def test_the_last_minute_of_a_year_in_jakarta() -> None:
    with clock.frozen_at(NEW_YEAR - timedelta(seconds=1)):
        read(1)
        read(2, RIGHT)
        finish(last_screen=3)
    with clock.frozen_at(NEW_YEAR):
        assert page().completed is None
        assert refused(finish) == ("learning.unfinished", 409)
    assert [year for year, _ in counting()] == [2026]


def test_a_completion_reported_from_elsewhere_ends_the_attempt() -> None:
    read(1)
    report_completed(NOW - timedelta(days=400))
    assert page().attempt.read == (1,)
    statement_id = report_completed(NOW + timedelta(minutes=1))
    with clock.frozen_at(NOW + timedelta(minutes=2)):
        read(2, RIGHT)
        assert finish().completed.id == statement_id
    assert ScreenRead.objects.count() == 1

    void(statement_id)
    assert (page().completed, page().attempt.read) == (None, (1,))


def report_completed(at: datetime) -> UUID:
    id = uuid4()
    statement = completed(record_id=id, nip=SARI, module_code="M1", at=at, score=None, duration_seconds=None)
    append_statements([statement], authority=AUTHORITY, version="1.0.3")
    return id


def void(id: UUID) -> None:
    statement = {
        "id": str(uuid4()),
        "actor": {"account": {"homePage": "urn:alur:system", "name": "alur"}},
        "verb": {"id": VOIDED},
        "object": {"objectType": "StatementRef", "id": str(id)},
    }
    append_statements([statement], authority=AUTHORITY, version="1.0.3")


def test_a_started_module_keeps_its_version() -> None:
    read(1)
    take_content(f"{FRONT}# Baru\n## ? q\n- = a\n")
    state = page()
    assert (state.content_number, state.has_newer, state.contents and len(state.contents.screens)) == (1, True, 3)
    read(2, RIGHT)
    finish(last_screen=3)
    assert set(ScreenRead.objects.values_list("content", flat=True)) == {1}

    with clock.frozen_at(NEW_YEAR):
        state = page()
        assert (state.content_number, state.has_newer, state.contents and len(state.contents.screens)) == (2, False, 1)
        read(1, {1: ["a"]})
        finish()
    assert [year for year, _ in counting()] == [2026, 2027]
    assert check() == []


def test_who_may_and_who_may_not() -> None:
    assert refused(lambda: read(1, actor=STRANGER)) == ("learning.no_learner", 403)
    assert refused(lambda: finish(actor=STRANGER)) == ("learning.no_learner", 403)
    Employee.objects.filter(nip=SARI).update(is_active=False)
    assert refused(lambda: read(1)) == ("learning.no_learner", 403)
    read(1, actor=BUDI_ACTS)
    assert ScreenRead.objects.count() == 1


@pytest.mark.parametrize("code", ["M404", "S1", "E1", "M1 ", "\0", "M1\n", "🙈"])
def test_what_is_no_module(code: str) -> None:
    assert refused(lambda: finish(code=code)) == ("learning.no_module", 404)


def test_a_module_of_next_week_is_not_there_yet() -> None:
    take_content("---\ncode: M7\ntitle: Nanti\njp: 1\npublished_on: 2026-12-01\n---\n# A\n")
    assert refused(lambda: read(1, code="M7")) == ("learning.no_module", 404)


def test_a_module_without_content_is_finished_elsewhere() -> None:
    assert refused(lambda: finish(code="M2")) == ("learning.no_content", 409)
    assert refused(lambda: read(1, code="M2")) == ("learning.no_screen", 404)


@pytest.mark.parametrize("screen", [0, 4, 10**9])
def test_what_is_no_screen(screen: int) -> None:
    assert refused(lambda: read(screen)) == ("learning.no_screen", 404)


def test_an_id_that_is_somebody_elses_is_refused_and_nothing_is_half_written() -> None:
    taken = uuid4()
    for actor in (BUDI_ACTS, SARI_ACTS):
        read(1, actor=actor, record_id=taken)
        read(2, RIGHT, actor=actor, record_id=taken)
    finish(taken, actor=BUDI_ACTS, last_screen=3)
    before = Statement.objects.count()

    assert refused(lambda: finish(taken, last_screen=3)) == ("records.conflict", 409)
    assert Statement.objects.count() == before


def test_records_of_other_systems_count_as_ours_do() -> None:
    values: dict[str, Any] = {"nip": SARI, "module_code": "M1", "at": NOW}
    good = [
        screen_read(record_id=uuid4(), content=1, screen=1, **values),
        answered(record_id=uuid4(), content=1, question=1, response="1", is_right=True, **values),
    ]
    unfit = [
        screen_read(record_id=uuid4(), content=1, screen=4, **values),
        screen_read(record_id=uuid4(), content=2, screen=1, **values),
        screen_read(record_id=uuid4(), content=1, screen=1, **{**values, "module_code": "S1"}),
        screen_read(record_id=uuid4(), content=1, screen=1, **{**values, "nip": "9" * 18}),
        answered(record_id=uuid4(), content=1, question=3, response="1", is_right=True, **values),
        {**good[0], "id": str(uuid4()), "context": {"extensions": {}}, "verb": {"id": EXPERIENCED}},
    ]
    append_statements([*good, *unfit], authority=AUTHORITY, version="1.0.3")

    assert (page().attempt.read, page().attempt.right) == ((1,), frozenset({1}))
    assert (ScreenRead.objects.count(), Answered.objects.count()) == (1, 1)
    void(UUID(good[0]["id"]))
    void(UUID(good[1]["id"]))
    assert (page().attempt.read, page().attempt.right) == ((), frozenset())
    assert check() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False], ids=["one page twice", "two pages"])
def test_two_at_once_are_one_completion(same: bool) -> None:
    read(1)
    ids = [uuid4()] * 6 if same else [uuid4() for _ in range(6)]
    answered_at_once = at_once(ids, lambda each: read(2, RIGHT, record_id=each))
    finished = at_once(ids, lambda each: finish(each, last_screen=3).completed.id)

    assert {step.open_questions for step in answered_at_once} == {frozenset()}
    assert len(counting()) == 1
    assert sum(Entry.objects.values_list("amount", flat=True)) == Decimal("1.00")
    assert page().attempt.completions[0].id in finished
    if same:
        assert (set(finished), ScreenRead.objects.count(), Answered.objects.count()) == ({ids[0]}, 3, 2)
    assert check() == []


def at_once(ids: list[UUID], act: Callable[[UUID], Any]) -> list[Any]:
    """Let each act in a thread of its own, all beginning together."""
    ready = Barrier(len(ids))

    def run(id: UUID) -> Any:
        ready.wait()
        try:
            with clock.frozen_at(NOW):
                return act(id)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(ids)) as pool:
        return list(pool.map(run, ids))
