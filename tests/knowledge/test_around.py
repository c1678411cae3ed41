"""Near an item stands what else there is on its topics, and who at work knows: only what the reader may read."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access.rules import SYSTEM
from alur.knowledge.queries.around import Knows, around
from alur.knowledge.services import put_items
from alur.knowledge.services.discussing import mark, say
from alur.knowledge.services.verifying import verify_items
from alur.people.models import Employee
from alur.search.rules.reading import EVERYTHING
from tests.cast import SARI, Cast, account, actor, assemble
from tests.imports import empty_store
from tests.knowledge.desk import item, row

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store():
        cast = assemble()
        sari, lina = cast.sari.nip, cast.lina.nip
        rows = [
            row("A", "Menyegel sampel", "procedure", "BALAI-A", sari),
            row("B", "Segel yang rusak", "lesson", "LOKA-A", lina),
            row("C", "Segel pada kapal", "lesson", "LOKA-A", lina),
        ]
        topics = [["Segel"], ["Segel"], ["Kapal"]]
        put_items(actor=SYSTEM, rows=[replace(each, topics=found) for each, found in zip(rows, topics, strict=True)])
        yield cast


def people_of(code: str) -> list[tuple[str, int, int, int]]:
    return [(each.name, each.wrote, each.verified, each.answered) for each in around(item(code), EVERYTHING).people]


def test_what_is_near_and_who_knows(people: Cast) -> None:
    verifier = actor(people.lina.nip, "kurator:BALAI-A")
    verify_items(actor=verifier, codes=["A"])
    made = say(actor=actor(SARI), code="B", text="Ganti segelnya.")
    mark(actor=actor("kurator-satu", "kurator"), id=made.pk, is_answer=True)

    found = around(item("A"), EVERYTHING)
    assert {kind: [hit.code for hit in hits] for kind, hits in found.hits.items()} == {"knowledge": ["B", "C"]}
    # C is on another topic: Lina's writing of it counts for nothing here.
    # Who wrote the item at hand comes first.
    assert people_of("A") == [(people.sari.name, 1, 0, 1), (people.lina.name, 1, 1, 0)]
    assert people_of("B")[0] == (people.lina.name, 1, 1, 0)
    assert isinstance(found.people[0], Knows)


def test_who_has_left_is_not_shown(people: Cast) -> None:
    Employee.objects.filter(pk=people.lina.pk).update(is_active=False)
    assert people_of("A") == [(people.sari.name, 1, 0, 0)]


def test_the_page_shows_what_its_reader_may_read_in_few_queries(people: Cast) -> None:
    client = Client()
    client.force_login(account(SARI))
    client.cookies["bahasa"] = "id"
    counts, page = [], ""
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/pengetahuan/A/sekitar").content.decode()
        counts.append(len(queries))
    # Found once for all who may read the same, until something changes.
    assert (counts[0] <= 16, counts[1] <= 9) == (True, True), counts
    assert 'href="/pengetahuan/B"' in page
    assert people.lina.name in page
    narrow = replace(row("B", "Segel yang rusak", "lesson", "LOKA-A", people.lina.nip), audience=["LOKA-A"])
    put_items(actor=SYSTEM, rows=[narrow])
    page = client.get("/pengetahuan/A/sekitar").content.decode()
    assert ('href="/pengetahuan/B"' in page, people.lina.name in page) == (False, False)
