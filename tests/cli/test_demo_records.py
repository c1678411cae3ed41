"""The demonstration's rows come to the published figures, counted here without any of the product's code."""

import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import chain

import pytest

from alur.cli.demo import (
    FULL,
    SMALL,
    Scale,
    accounts,
    employees,
    evaluations,
    exams,
    knowledge,
    modules,
    records,
    sessions,
    units,
)
from alur.cli.demo.rows import AttendanceRow, CompletionRow, ExamResultRow, Record, SessionRow

LOADED_ON = date(2026, 11, 24)
YEAR_LATER = date(2027, 11, 24)
NEW_YEAR_2023 = date(2023, 1, 1)
SCALES = pytest.mark.parametrize("scale", [FULL, SMALL], ids=lambda scale: scale.name)
TIMES = {"completions": "completed_at", "attendance": "left_at", "exam_results": "submitted_at"}


@dataclass
class Count:
    """A year, counted plainly: once per person and activity, sessions by presence second by second."""

    finished: set[tuple[str, str]] = field(default_factory=set)
    attended: set[tuple[str, str]] = field(default_factory=set)
    examined: set[tuple[str, str]] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)
    jp: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    rows: Counter[str] = field(default_factory=Counter)


@cache
def _records(scale: Scale) -> tuple[Record, ...]:
    return tuple(records(until=LOADED_ON, scale=scale))


def _completions(scale: Scale) -> list[CompletionRow]:
    return [record[1] for record in _records(scale) if record[0] == "completions"]


def _attendance(scale: Scale) -> list[AttendanceRow]:
    return [record[1] for record in _records(scale) if record[0] == "attendance"]


def _results(scale: Scale) -> list[ExamResultRow]:
    return [record[1] for record in _records(scale) if record[0] == "exam_results"]


def _time(record: Record) -> datetime:
    kind, row = record
    return row[TIMES[kind]]  # type: ignore[literal-required, no-any-return]


@cache
def _count(scale: Scale, year: int) -> Count:
    count = Count()
    planned = {row["code"]: row for row in sessions(until=LOADED_ON, scale=scale)}
    present: dict[tuple[str, str], bytearray] = {}
    for record in _records(scale):
        if _time(record).year != year:
            continue
        count.rows[record[0]] += 1
        if record[0] == "completions":
            count.finished.add((record[1]["nip"], record[1]["module_code"]))
        elif record[0] == "attendance":
            session, key = planned[record[1]["session_code"]], (record[1]["nip"], record[1]["session_code"])
            seconds = present.setdefault(key, bytearray(_second(session, session["ends_at"])))
            begin, end = _second(session, record[1]["joined_at"]), _second(session, record[1]["left_at"])
            seconds[begin:end] = b"\1" * (end - begin)
        else:
            count.examined.add((record[1]["nip"], record[1]["exam_code"]))
    count.attended = {key for key, seconds in present.items() if sum(seconds) * 100 >= len(seconds) * 80}
    count.reached = {nip for nip, _ in chain(count.finished, present)}
    worth = {row["code"]: row["jp"] for row in chain(modules(until=LOADED_ON), planned.values())}
    for nip, code in chain(count.finished, count.attended):
        count.jp[nip] += worth[code]
    return count


def _second(session: SessionRow, moment: datetime) -> int:
    """Return the second of the session at a moment, cut to the session's own time."""
    within = min(max(moment, session["starts_at"]), session["ends_at"])
    return round((within - session["starts_at"]).total_seconds())


@pytest.fixture(scope="module")
def full_2022() -> Count:
    return _count(FULL, 2022)


def _everything(scale: Scale, until: date) -> Iterator[object]:
    yield from units(scale=scale)
    yield from employees(scale=scale)
    yield from accounts(scale=scale)
    yield from modules(until=until)
    yield from sessions(until=until, scale=scale)
    yield from exams(until=until)
    yield from knowledge(until=until, scale=scale)
    yield from records(until=until, scale=scale)
    yield from evaluations(until=until, scale=scale)


def _digest(rows: Iterable[object]) -> str:
    digest = sha256()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


@SCALES
@pytest.mark.parametrize("year", [2022, 2025, 2026])
def test_the_employee_account_has_most_of_her_hours(scale: Scale, year: int) -> None:
    nip = next(account.nip for account in accounts(scale=scale) if account.key == "pegawai")
    assert 12 <= _count(scale, year).jp[nip] <= 17


def test_some_sessions_are_still_to_come_and_nobody_was_there() -> None:
    coming = {row["code"] for row in sessions(until=LOADED_ON) if row["starts_at"].date() >= LOADED_ON}
    assert len(coming) > 2
    assert coming & {row["session_code"] for row in _attendance(FULL)} == set()


def test_2022_comes_to_the_published_figures(full_2022: Count) -> None:
    assert (
        len(full_2022.reached),
        len(full_2022.finished),
        len(full_2022.attended),
        len(full_2022.examined),
        sum(full_2022.jp.values()),
    ) == (4370, 30_543, 6_489, 588, 78_286)


def test_each_kind_of_offer_has_its_completions(full_2022: Count) -> None:
    of_module = {row["code"]: (row["kind"], row["jp"]) for row in modules(until=LOADED_ON)}
    of_session = {row["code"]: (row["kind"], row["jp"]) for row in sessions(until=LOADED_ON)}
    assert Counter(of_module[code] for _, code in full_2022.finished) == {
        ("microlearning", 1): 15_600, ("e-learning", 2): 9_100, ("e-learning", 4): 4_284, ("e-learning", 6): 1_559,
    }  # fmt: skip
    assert Counter(of_session[code] for _, code in full_2022.attended) == {
        ("discussion", 2): 2_400, ("webinar", 3): 3_160, ("webinar", 4): 929,
    }  # fmt: skip
    assert Counter(Counter(code for _, code in full_2022.examined).values()) == {49: 12}


def test_noise_is_there_and_reaches_nobody_new(full_2022: Count) -> None:
    counted = {nip for nip, _ in full_2022.finished | full_2022.attended}
    assert counted == full_2022.reached
    spans = Counter((row["nip"], row["session_code"]) for row in _attendance(FULL) if row["left_at"].year == 2022)
    assert full_2022.rows["completions"] - len(full_2022.finished) > 500
    assert full_2022.rows["exam_results"] - len(full_2022.examined) > 30
    assert len(set(spans) - full_2022.attended) > 300
    assert sum(1 for count in spans.values() if count > 1) > 1000


def test_spans_overlap_and_pass_the_session_and_reach_just_enough_and_just_not() -> None:
    planned = {row["code"]: row for row in sessions(until=LOADED_ON)}
    before = after = exact = short = 0
    for row in _attendance(FULL):
        session = planned[row["session_code"]]
        enough = (session["ends_at"] - session["starts_at"]) * 80 / 100
        before += row["joined_at"] < session["starts_at"]
        after += row["left_at"] > session["ends_at"]
        exact += row["left_at"] - row["joined_at"] == enough
        short += row["left_at"] - row["joined_at"] == enough - timedelta(seconds=1)
        assert row["joined_at"] < row["left_at"]
    assert min(before, after) > 1000
    assert min(exact, short) > 20


def test_the_turn_of_the_year_is_crossed_at_midnight() -> None:
    found = {row["completed_at"].strftime("%Y-%m-%d %H:%M") for row in _completions(FULL)}
    assert {"2022-12-31 23:59", "2023-01-01 00:10", "2023-12-31 23:59", "2024-01-01 00:10"} <= found


def test_later_years_are_quieter(full_2022: Count) -> None:
    for year in (2023, 2024, 2025):
        count = _count(FULL, year)
        assert 0.4 < len(count.finished) / len(full_2022.finished) < 0.6
        assert 0.4 < sum(count.jp.values()) / sum(full_2022.jp.values()) < 0.6
        assert len(count.reached) == round(4370 * 0.8)


@SCALES
def test_records_come_in_order_each_once_before_the_day_of_loading(scale: Scale) -> None:
    moments = [_time(record) for record in _records(scale)]
    assert moments == sorted(moments)
    assert moments[-1].date() < LOADED_ON
    assert {moment.utcoffset() for moment in moments} == {timedelta(hours=7)}
    assert len({record[1]["record_id"] for record in _records(scale)}) == len(moments)


@SCALES
def test_records_refer_to_what_there_is(scale: Scale) -> None:
    published = {row["code"]: row["published_on"] for row in modules(until=LOADED_ON)}
    examined = {row["code"]: row["module_code"] for row in exams(until=LOADED_ON)}
    held = {row["code"] for row in sessions(until=LOADED_ON, scale=scale)}
    finished: dict[tuple[str, str], datetime] = {}
    assert {record[1]["nip"] for record in _records(scale)} <= {row["nip"] for row in employees(scale=scale)}
    assert {row["session_code"] for row in _attendance(scale)} <= held
    for row in _completions(scale):
        assert published[row["module_code"]] < row["completed_at"].date()
        finished.setdefault((row["nip"], row["module_code"]), row["completed_at"])
    for result in _results(scale):
        assert finished[result["nip"], examined[result["exam_code"]]] < result["submitted_at"]
        assert 0 <= result["score"] <= result["max_score"]


def _offers_and_answers(scale: Scale, until: date) -> Iterator[str]:
    yield from map(repr, sessions(until=until, scale=scale))
    yield from map(repr, knowledge(until=until, scale=scale))
    yield from map(repr, evaluations(until=until, scale=scale))


@SCALES
def test_a_later_day_of_loading_adds_rows_and_changes_none(scale: Scale) -> None:
    earlier = [repr(row) for row in _records(scale)]
    later = [repr(row) for row in records(until=YEAR_LATER, scale=scale)]
    assert later[: len(earlier)] == earlier
    assert len(later) > len(earlier)
    assert set(_offers_and_answers(scale, LOADED_ON)) < set(_offers_and_answers(scale, YEAR_LATER))


def test_the_same_day_gives_the_same_rows_whatever_the_process() -> None:
    program = (
        "from tests.cli.test_demo_records import LOADED_ON, SMALL, _digest, _everything;"
        "print(_digest(_everything(SMALL, LOADED_ON)))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima", "PYTHONPATH": os.pathsep.join(sys.path)}
    other = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == _digest(_everything(SMALL, LOADED_ON))


def test_the_small_demonstration_is_small() -> None:
    assert 1000 < sum(1 for _ in _records(SMALL)) < 1700
    count = _count(SMALL, 2022)
    assert (len(count.reached), len(count.finished), len(count.attended), len(count.examined)) == (177, 397, 84, 12)


def test_no_more_people_evaluate_than_took_part(full_2022: Count) -> None:
    took_part = Counter(code for _, code in full_2022.finished | full_2022.attended)
    answers = Counter(
        (row["session_code"] or row["module_code"], row["item"]) for row in evaluations(until=NEW_YEAR_2023)
    )
    assert all(count <= took_part[code] for (code, _), count in answers.items())
    assert len({code for code, _ in answers if code.startswith("S-")}) == 82
