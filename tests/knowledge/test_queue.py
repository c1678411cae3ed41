"""What waits for curators: by use, risk and age, each with its reason, and only what is theirs."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access.rules import SYSTEM, Actor
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.knowledge.models import Item
from alur.knowledge.queries.curating import queue, told, waiting_count
from alur.knowledge.rules.queueing import Facts, Reason, reason
from alur.knowledge.services import put_items
from alur.knowledge.services.questions import ask
from alur.knowledge.services.reading import count_read, say_still_true
from alur.knowledge.services.verifying import Care, care_for, verify_items
from alur.people.models import Employee
from tests.cast import BUDI, SARI, Cast, account, actor
from tests.knowledge.desk import item, row

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("people")]
MOST_QUERIES = 12


@pytest.fixture
def curator() -> Actor:
    return actor("198812122012121004", "kurator:BALAI-A")


def waiting(who: Actor, only: Reason | None = None) -> list[tuple[str, Reason]]:
    """Return the codes (or questions) that wait, each with its reason, in order."""
    found = told(list(queue(who, only)))
    return [(each.item.activity.code if each.item else str(each.question), each.reason) for each in found]


def test_the_gravest_reason_is_told() -> None:
    day = date(2026, 6, 1)
    past = date(2026, 5, 31)
    facts = [
        Facts(1, True, past, past, is_verified=False),
        Facts(0, True, past, past, is_verified=False),
        Facts(0, True, past, None, is_verified=False),
        Facts(0, False, day, None, is_verified=True),
        Facts(0, False, None, day, is_verified=False),
        Facts(0, False, None, None, is_verified=True),
    ]
    assert [reason(each, day) for each in facts] == [
        Reason.DISPUTED,
        Reason.EXPIRED,
        Reason.HANDED,
        Reason.DUE,
        Reason.NEW,
        None,
    ]


def test_risk_and_use_and_words_come_first(curator: Actor) -> None:
    assert waiting(curator) == [("SOP", Reason.NEW), ("MAT", Reason.NEW)]  # a procedure risks more
    for _ in range(3):
        count_read(actor=SYSTEM, code="MAT")
    assert [code for code, _ in waiting(curator)] == ["MAT", "SOP"]
    ask(actor=actor(SARI), text="tiket gudang")
    say_still_true(actor=actor(BUDI), code="SOP", holds=False, text="Tidak.")
    assert waiting(curator) == [("SOP", Reason.DISPUTED), ("tiket gudang", Reason.QUESTION), ("MAT", Reason.NEW)]
    assert waiting(curator, Reason.QUESTION) == [("tiket gudang", Reason.QUESTION)]
    assert waiting(curator, Reason.DISPUTED) == [("SOP", Reason.DISPUTED)]
    assert waiting_count(curator) == 2


def test_the_longer_ago_the_sooner(curator: Actor) -> None:
    with clock.frozen_at(datetime(2024, 1, 1, tzinfo=UTC)):
        put_items(actor=SYSTEM, rows=[row("LAMA", "Lama", "procedure", "LOKA-A", "")])
    Item.objects.filter(pk=item("LAMA").pk).update(created_on=date(2024, 1, 1))
    assert [code for code, _ in waiting(curator)][:2] == ["LAMA", "SOP"]


def test_what_is_verified_and_in_order_waits_no_more(curator: Actor) -> None:
    verify_items(actor=curator, codes=["SOP", "MAT"])
    assert waiting(curator) == []
    care_for(actor=curator, code="MAT", care=Care("", None, date(2026, 5, 31), ""))
    assert waiting(curator) == [("MAT", Reason.EXPIRED)]
    with clock.frozen_at(datetime(2027, 6, 1, tzinfo=UTC)):
        assert ("SOP", Reason.DUE) in waiting(curator)


def test_an_owner_who_leaves_or_moves_hands_over(curator: Actor, people: Cast) -> None:
    verify_items(actor=curator, codes=["SOP", "MAT"])
    Employee.objects.filter(pk=people.sari.pk).update(is_active=False)
    Employee.objects.filter(pk=people.lina.pk).update(unit=people.pusat)
    assert dict(waiting(curator, Reason.HANDED)) == {"SOP": Reason.HANDED, "MAT": Reason.HANDED}

    verify_items(actor=curator, codes=["SOP"])
    verify_items(actor=curator, codes=["MAT"], owns=True)
    assert (item("SOP").owner, item("MAT").owner, item("MAT").owner_unit) == (None, people.tono, people.balai_b)
    assert waiting(curator) == []


def test_everybody_sees_what_is_hers(people: Cast) -> None:
    ask(actor=actor(people.lina.nip), text="tiket gudang")
    seen = {
        "everywhere": [code for code, _ in waiting(actor("pusat", "kurator"))],
        "below": [code for code, _ in waiting(actor("loka", "kurator:LOKA-A"))],
        "beside": waiting(actor("lain", "kurator:BALAI-B")),
    }
    assert seen == {
        "everywhere": ["tiket gudang", "SOP", "MAT", "SEMUA"],
        "below": ["tiket gudang", "MAT"],
        "beside": [],
    }
    with pytest.raises(Problem) as refused:
        queue(actor(SARI))
    assert refused.value.code == "access.not_allowed"


def test_few_queries_however_much_waits(client: Client, people: Cast) -> None:
    client.force_login(account(people.tono.nip, "kurator:BALAI-A"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/kurasi/pengetahuan").status_code == 200
        return len(asked)

    ask(actor=actor(SARI), text="tiket gudang")
    verify_items(actor=SYSTEM, codes=["SOP"])
    say_still_true(actor=actor(BUDI), code="SOP", holds=False, text="Tidak.")
    few = cost()
    put_items(actor=SYSTEM, rows=[row(f"N{n}", f"Butir {n}", "procedure", "LOKA-A", SARI) for n in range(60)])
    assert cost() <= few <= MOST_QUERIES
    page = client.get("/kurasi/pengetahuan?perlu=new&hal=2").content.decode()
    assert page.count("/verifikasi") == 20
