"""Taking JP back: by reversal, with a reason, by those who may; and the database refuses anything else."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from alur.base.access.rules import Actor, Grant
from alur.base.audit.models import Entry as AuditEntry
from alur.base.lib.problems import Problem
from alur.credit.models import Entry
from alur.credit.services.decisions import reverse_entry
from alur.insight.queries.people import person_figures
from alur.learning.statements import completed
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from alur.records.services.rebuilding import check
from tests.insight.world import NIPS, RISE, World, build

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PPSDM = Actor(kind="account", name="account:9", grants=frozenset({Grant("ppsdm")}))


@pytest.fixture
def world() -> World:
    return build()


def complete(nip: str = NIPS[0]) -> Entry:
    statement = completed(record_id=uuid4(), nip=nip, module_code="M1", at=RISE, score=None, duration_seconds=None)
    append_statements([statement], authority=AUTHORITY, version="1.0.3")
    return Entry.objects.get(evidence_id=statement["id"])


def test_reversal_takes_the_jp_back_for_good(world: World) -> None:
    entry = complete()
    reverse_entry(actor=PPSDM, entry_id=entry.pk, reason="Dikerjakan orang lain.", record_id=uuid4())

    rows = Entry.objects.order_by("rid").values_list("amount", "reverses_id", "reason")
    assert list(rows) == [(Decimal("1.00"), None, "earned"), (Decimal("-1.00"), entry.pk, "decision")]
    assert person_figures([world.people[NIPS[0]].pk], 2022)[world.people[NIPS[0]].pk].jp == 0
    assert list(AuditEntry.objects.values_list("actor", "action", "target")) == [
        ("account:9", "ledger.reverse", f"entry:{entry.pk}")
    ]
    earlier = completed(
        record_id=uuid4(), nip=NIPS[0], module_code="M1", at=RISE.replace(month=2), score=None, duration_seconds=None
    )
    append_statements([earlier], authority=AUTHORITY, version="1.0.3")
    assert Entry.objects.count() == 2
    assert check() == []


def test_reversal_twice_is_refused(world: World) -> None:
    entry = complete()
    reverse_entry(actor=PPSDM, entry_id=entry.pk, reason="Salah.", record_id=uuid4())
    with pytest.raises(Problem) as refused:
        reverse_entry(actor=PPSDM, entry_id=entry.pk, reason="Salah.", record_id=uuid4())
    assert (refused.value.code, refused.value.status) == ("credit.not_standing", 409)
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("actor", "reason", "code"),
    [
        (Actor(kind="account", name="a", grants=frozenset({Grant("pengelola")})), "Salah.", "access.not_allowed"),
        (Actor(kind="account", name="a", grants=frozenset({Grant("ppsdm", "/999/")})), "Salah.", "access.not_allowed"),
        (PPSDM, "  ", "credit.reason_missing"),
        (PPSDM, "x" * 501, "credit.reason_missing"),
    ],
)
def test_reversal_is_refused(world: World, actor: Actor, reason: str, code: str) -> None:
    entry = complete()
    with pytest.raises(Problem) as refused:
        reverse_entry(actor=actor, entry_id=entry.pk, reason=reason, record_id=uuid4())
    assert refused.value.code == code
    assert Entry.objects.count() == 1


def test_another_systems_word_reverses_nothing(world: World) -> None:
    entry = complete()
    statement = {
        "actor": {"mbox": "mailto:a@example.org"},
        "verb": {"id": "urn:alur:verb:reversed"},
        "object": {"id": "urn:alur:module:M1"},
        "context": {"extensions": {"urn:alur:ext:ledger-entry": str(entry.pk)}},
    }
    append_statements([statement], authority={"mbox": "mailto:lms@example.org"}, version="1.0.3")
    assert list(Entry.objects.values_list("pk", flat=True)) == [entry.pk]


@pytest.mark.parametrize("change", [lambda rows: rows.update(amount=99), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_the_ledger(world: World, change: object) -> None:
    entry = complete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(Entry.objects.all())  # type: ignore[operator]
    assert Entry.objects.get() == entry
