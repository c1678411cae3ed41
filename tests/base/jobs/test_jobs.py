"""Asking for background work, doing it, trying it again, and seeing what failed."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ, Schedule
from django_q.signals import pre_execute

from alur.base.jobs import queries
from alur.base.jobs.models import Failure
from alur.base.jobs.rules import Job, pause_seconds
from alur.base.jobs.services import enqueue, forget, job, registry, retry, scheduling
from alur.base.jobs.services.running import run
from alur.base.lib import clock
from alur.base.lib.problems import Problem

pytestmark = [pytest.mark.both, pytest.mark.django_db]
Named = Callable[..., None]


@pytest.fixture(autouse=True)
def only_own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_jobs", {})


@pytest.fixture
def done() -> list[object]:
    """Name the job `deeds.note`, which notes what it was given, and `deeds.break`, which notes and fails."""
    noted: list[object] = []

    @job("deeds.note")
    def note(number: int) -> None:
        noted.append(number)

    @job("deeds.break", tries=3)
    def break_off(number: int) -> None:
        noted.append(number)
        raise ValueError(f"no {number} for sari@bpom.example 198609262015051001")

    return noted


@pytest.fixture
def take_up() -> Iterator[Callable[[], None]]:
    """Do as the cluster does with each call that is in the queue, due or not."""

    def take_up() -> None:
        for row in OrmQ.objects.order_by("pk"):
            task = {**row.task, "ack_id": row.pk}
            pre_execute.send(sender="django_q", func=run, task=task)
            run(*task["args"])
            OrmQ.objects.filter(pk=row.pk).delete()

    yield take_up
    pre_execute.send(sender="django_q", func=run, task={})


def waiting() -> list[tuple[object, ...]]:
    return [row.task["args"] for row in OrmQ.objects.order_by("pk")]


def test_job_is_done_with_its_ids(done: list[object], take_up: Callable[[], None]) -> None:
    enqueue("deeds.note", number=7)
    assert waiting() == [("deeds.note", {"number": 7}, 1)]
    take_up()
    assert (done, waiting(), queries.failures()) == ([7], [], [])


def test_job_of_a_rolled_back_act_was_never_asked_for(done: list[object]) -> None:
    with transaction.atomic():
        enqueue("deeds.note", number=7)
        transaction.set_rollback(True)
    assert waiting() == []


def test_unknown_job_is_refused_when_asked_for(done: list[object]) -> None:
    with pytest.raises(LookupError, match=r"there is no job “deeds.typo”; known are deeds.break, deeds.note"):
        enqueue("deeds.typo")


def test_job_taken_away_meanwhile_fails_visibly(done: list[object], take_up: Callable[[], None]) -> None:
    run("deeds.gone", {"number": 7})
    assert [(failure.name, failure.attempts) for failure in queries.failures()] == [("deeds.gone", 1)]


def test_failing_job_waits_longer_each_time_and_ends_as_a_failure(
    done: list[object], take_up: Callable[[], None]
) -> None:
    enqueue("deeds.break", number=7)
    pauses = []
    for attempt in (2, 3):
        take_up()
        assert waiting() == [("deeds.break", {"number": 7}, attempt)]
        pauses.append(round((OrmQ.objects.get().lock - timezone.now()).total_seconds() / 10))
    assert pauses == [1, 4]
    with clock.frozen_at(datetime(2026, 1, 2, tzinfo=UTC)):
        take_up()
    assert (done, waiting()) == ([7, 7, 7], [])
    failure = Failure.objects.get()
    assert (failure.name, failure.ids, failure.error, failure.attempts, failure.at) == (
        "deeds.break",
        {"number": 7},
        "ValueError: no 7 for … …",
        3,
        datetime(2026, 1, 2, tzinfo=UTC),
    )


def test_same_failure_is_shown_once_and_goes_with_success(done: list[object]) -> None:
    for _ in range(2):
        run("deeds.break", {"number": 7}, 3)
    run("deeds.break", {"number": 8}, 3)
    assert [(failure.ids, failure.attempts) for failure in queries.failures()] == [
        ({"number": 8}, 3),
        ({"number": 7}, 6),
    ]
    job("deeds.break")(lambda number: None)
    run("deeds.break", {"number": 7})
    assert [failure.ids for failure in queries.failures()] == [{"number": 8}]


def test_failure_can_be_tried_again_or_let_be(done: list[object], take_up: Callable[[], None]) -> None:
    run("deeds.break", {"number": 7}, 3)
    number = Failure.objects.get().pk
    retry(number)
    assert waiting() == [("deeds.break", {"number": 7}, 1)]
    forget(number)
    assert queries.failures() == []
    with pytest.raises(Problem, match=f"There is no failed job {number}. See them with: alur jobs list"):
        retry(number)


def test_call_that_another_has_done_is_left(done: list[object]) -> None:
    enqueue("deeds.note", number=7)
    row = OrmQ.objects.get()
    pre_execute.send(sender="django_q", func=run, task={"ack_id": row.pk})
    row.delete()
    run("deeds.note", {"number": 7})
    pre_execute.send(sender="django_q", func=run, task={})
    assert done == []


def test_call_in_work_is_held_and_counts_as_a_try(done: list[object]) -> None:
    seen: list[object] = []

    @job("deeds.look")
    def look() -> None:
        row = OrmQ.objects.get()
        seen.extend([row.task["args"], row.lock > timezone.now() + timedelta(seconds=Conf.RETRY - 5)])

    enqueue("deeds.look")
    pre_execute.send(sender="django_q", func=run, task={"ack_id": OrmQ.objects.get().pk})
    run("deeds.look")
    pre_execute.send(sender="django_q", func=run, task={})
    assert seen == [("deeds.look", {}, 2), True]


def test_job_that_kills_its_worker_each_time_ends_as_a_failure(done: list[object]) -> None:
    run("deeds.break", {"number": 7}, 4)
    assert done == []
    assert [failure.error for failure in queries.failures()] == ["RuntimeError: the worker died each time it was tried"]


def test_queue_counts_what_is_due(done: list[object]) -> None:
    enqueue("deeds.note", number=7)
    run("deeds.break", {"number": 7})
    assert (OrmQ.objects.count(), queries.waiting()) == (2, 1)


def test_schedule_follows_the_code(done: list[object]) -> None:
    job("deeds.often", every=timedelta(minutes=5), timeout_seconds=90)(lambda: None)
    job("deeds.nightly", cron="30 2 * * *")(lambda: None)
    scheduling.sync()
    often, nightly = Schedule.objects.get(name="deeds.often"), Schedule.objects.get(name="deeds.nightly")
    assert (often.schedule_type, often.minutes, nightly.cron) == (Schedule.MINUTES, 5, "30 2 * * *")
    assert often.next_run <= timezone.now() < nightly.next_run
    assert (nightly.next_run.astimezone(clock.JAKARTA).hour, nightly.next_run.minute) == (2, 30)

    often.next_run = timezone.now() + timedelta(minutes=3)
    often.save()
    registry._jobs.pop("deeds.nightly")
    scheduling.sync()
    assert list(Schedule.objects.values_list("name", "next_run")) == [("deeds.often", often.next_run)]

    job("deeds.often", every=timedelta(minutes=1))(lambda: None)
    scheduling.sync()
    assert [schedule.minutes for schedule in Schedule.objects.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_scheduled_job_comes_into_the_queue_with_its_time_limit(
    done: list[object], take_up: Callable[[], None]
) -> None:
    from django_q.scheduler import scheduler

    ran: list[int] = []
    job("deeds.often", every=timedelta(minutes=5), timeout_seconds=90)(lambda: ran.append(1))
    scheduling.sync()
    scheduler()
    assert [(row.task["timeout"], row.task["ack_failure"]) for row in OrmQ.objects.all()] == [(90, True)]
    take_up()
    assert ran == [1]


def test_pauses_grow_to_an_hour() -> None:
    assert [pause_seconds(attempt) for attempt in (1, 2, 3, 4, 5, 6, 20)] == [10, 40, 160, 640, 2560, 3600, 3600]


@pytest.mark.parametrize("every", [timedelta(seconds=30), timedelta(seconds=90), timedelta(0)])
def test_interval_is_of_whole_minutes(every: timedelta) -> None:
    with pytest.raises(ValueError, match=r"deeds\.x: whole minutes only"):
        Job("deeds.x", json.dumps, every=every)
