"""What processes remember of people, modules and rules between records, and when they look again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from alur.base.lib import clock, reference
from alur.credit.models import Entry
from alur.insight.models import PersonYear
from alur.people.models import Employee, Unit
from tests.asking import statements
from tests.imports import BUDI, LINA, SARI, empty_store, take, take_basics

# Only what is committed is remembered.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
LONG_AGO = datetime(2022, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _store(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        yield
    reference.forget()


def finish(folder: Path, number: int, nip: str, code: str = "M1", at: datetime = LONG_AGO) -> None:
    row = f"{number:08d}-1111-4111-8111-111111111111,{nip},{code},{at.isoformat()}"
    assert take(folder, "completions", f"record_id,nip,module_code,completed_at\n{row}\n").tally[1] == 1


def amounts() -> list[Decimal]:
    return list(Entry.objects.order_by("rid").values_list("amount", flat=True))


def test_a_module_known_before_counts_by_its_new_worth(tmp_path: Path) -> None:
    finish(tmp_path, 1, SARI)
    take(tmp_path, "modules", "code,title,jp,published_on\nM1,Validasi proses,4,2022-01-03\n")
    finish(tmp_path, 2, SARI, at=clock.now())
    assert amounts() == [Decimal("1.00"), Decimal("4.00")]


def test_who_was_unknown_counts_once_she_is_imported(tmp_path: Path) -> None:
    finish(tmp_path, 1, SARI)
    take(tmp_path, "employees", f"nip,name,unit_code,supervisor_nip\n{LINA},Lina,LOKA,{BUDI}\n")
    finish(tmp_path, 2, LINA)
    assert PersonYear.objects.filter(employee_id=Employee.objects.get(nip=LINA).pk).count() == 1


def test_who_has_moved_counts_where_she_is(tmp_path: Path) -> None:
    finish(tmp_path, 1, SARI)
    moved = f"nip,name,unit_code,supervisor_nip\n{SARI},Sari,LOKA,{BUDI}\n"
    assert take(tmp_path, "employees", moved).tally[2] == 1
    finish(tmp_path, 2, SARI, "M2", at=clock.now())
    units = dict(Unit.objects.values_list("id", "code"))
    assert [units[id] for id in Entry.objects.order_by("rid").values_list("unit_id", flat=True)] == ["BALAI", "LOKA"]


def test_the_second_of_the_same_asks_less(tmp_path: Path) -> None:
    with statements() as first:
        finish(tmp_path, 1, SARI)
    with statements() as second:
        finish(tmp_path, 2, SARI)
    assert len(second) < len(first)
