"""A rebuild tells which live rows differ from what the records say, and puts them right."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest

from alur.base.lib import clock
from alur.credit.models import Entry
from alur.insight.models import PersonYear, UnitMonth
from alur.learning.models import Completion
from alur.learning.statements import completed
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from alur.records.services.keys import forget_all
from alur.records.services.rebuilding import Difference, check, rebuild
from tests.insight.world import NIPS, build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
FINISHED = UUID("11111111-1111-4111-8111-111111111111")
AT = datetime(2022, 3, 4, 9, tzinfo=clock.JAKARTA)


@pytest.fixture(autouse=True)
def one_finished() -> None:
    forget_all()
    build()
    done = completed(record_id=FINISHED, nip=NIPS[0], module_code="M1", at=AT, score=None, duration_seconds=None)
    append_statements([done], authority=AUTHORITY, version="1.0.3")


def test_nothing_differs_when_nothing_was_touched() -> None:
    assert check() == []


def test_a_changed_a_lost_and_an_invented_row_are_told_apart_and_put_right() -> None:
    PersonYear.objects.update(jp=Decimal("9.00"))
    UnitMonth.objects.all().delete()
    real = Completion.objects.get()
    Completion.objects.create(
        id=UUID(int=7),
        rid=real.rid + 1,
        employee_id=real.employee_id,
        activity_id=real.activity_id,
        kind="module",
        unit_id=real.unit_id,
        year=2021,
        at=AT,
        standing=1,
    )
    expected = [
        ("learning.completions", "learning_completion", 1, 0),
        ("insight.rollups", "insight_personyear", 1, 1),
        ("insight.rollups", "insight_unitmonth", 0, 1),
    ]
    assert counts(check()) == expected
    assert counts(rebuild()) == expected
    assert check() == []
    assert (PersonYear.objects.get().jp, UnitMonth.objects.get().jp) == (Decimal("1.00"), Decimal("1.00"))
    assert [each.id for each in Completion.objects.all()] == [FINISHED]


def test_rebuilding_between_records_on_one_connection_leaves_the_live_rows_alone() -> None:
    # A statement that the database has planned for the live tables must not go on writing there meanwhile.
    for number in range(1, 4):
        done = [
            completed(
                record_id=UUID(int=100 * number + again),
                nip=NIPS[1],
                module_code="M1",
                at=AT.replace(year=2022 + again, month=number),
                score=None,
                duration_seconds=None,
            )
            for again in range(6)
        ]
        append_statements(done, authority=AUTHORITY, version="1.0.3")
        before = list(Completion.objects.order_by("rid").values_list("rid", "standing"))
        assert check() == []
        assert list(Completion.objects.order_by("rid").values_list("rid", "standing")) == before


def test_a_value_that_is_missing_differs_from_one_that_is_there() -> None:
    Completion.objects.update(score=Decimal("80.00"))
    [found] = check()
    assert (found.table, found.extra, found.missing) == ("learning_completion", 1, 1)
    assert [where for where, _ in found.examples] == ["only live", "only rebuilt"]


def test_the_ledger_is_put_right_though_the_database_refuses_changes() -> None:
    entry = Entry.objects.get()
    Entry.objects.create(
        id=UUID(int=9),
        rid=entry.rid,
        employee_id=entry.employee_id,
        activity_id=entry.activity_id,
        kind="module",
        unit_id=entry.unit_id,
        year=2022,
        at=AT,
        amount=Decimal("5.00"),
        evidence_id=FINISHED,
        rule_id=entry.rule_id,
        version_id=entry.version_id,
        reason="earned",
    )
    rebuild()
    assert [each.id for each in Entry.objects.all()] == [entry.id]


def counts(differences: list[Difference]) -> list[tuple[str, str, int, int]]:
    return [(each.projection, each.table, each.extra, each.missing) for each in differences]
