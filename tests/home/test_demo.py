"""The demonstration is whole: sessions have a speaker and their material, texts are stood for and doubted."""

from collections import Counter

import pytest
from django.test import Client

from alur.base.access.models import Account
from alur.base.access.rules import SYSTEM
from alur.cli.demo import SMALL, texts
from alur.knowledge.models import Item, Opinion
from alur.knowledge.queries.items import document
from alur.knowledge.rules.caring import Standing
from alur.learning.models import Session
from tests.home.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_each_has_a_speaker_and_its_material_once_it_is_over() -> None:
    over = Session.objects.filter(ends_at__lt=NOON)

    assert Session.objects.filter(speaker="").count() == 0
    assert (over.exists(), over.filter(files=None).count()) == (True, 0)
    assert Session.objects.filter(starts_at__gt=NOON).exclude(files=None).count() == 0


def test_who_looks_finds_the_material(client: Client) -> None:
    client.force_login(Account.objects.get(username="pegawai"))
    session = Session.objects.filter(ends_at__lt=NOON).order_by("-starts_at")[0]
    page = client.get(f"/sesi/{session.activity.code}").content.decode()
    address = f"/sesi/{session.activity.code}/materi/{session.files.get().pk}"
    sent = b"".join(client.get(address))

    assert ("Ringkasan materi" in page, address in page) == (True, True)
    assert session.activity.title in sent.decode()


def test_texts_are_stood_for_due_and_doubted() -> None:
    found = {text.code: document(text.code, SYSTEM) for text in texts(SMALL)}
    doubts = {text.code: text.doubt for text in texts(SMALL) if text.doubt}
    standings = Counter(each.trust.standing for each in found.values())

    assert doubts
    assert {code: each.doubts[0].text for code, each in found.items() if each.doubts} == doubts
    assert Opinion.objects.filter(holds=False).count() == len(doubts)
    assert standings[Standing.FRESH]
    assert standings[Standing.DUE]
    assert standings[Standing.EXPIRED]
    assert Item.objects.filter(activity__code__in=found, verified_at=None).exists()


def test_a_text_leads_to_its_modules(client: Client) -> None:
    client.force_login(Account.objects.get(username="pegawai"))
    text = next(text for text in texts(SMALL) if text.modules)
    page = client.get(f"/pengetahuan/{text.code}").content.decode()

    assert "Pelajari juga: " in page
    assert all(f'<a href="/modul/{code}"' in page for code in text.modules)


def test_a_text_that_was_replaced_leads_to_what_replaces_it(client: Client) -> None:
    client.force_login(Account.objects.get(username="pegawai"))
    page = client.get("/pengetahuan/LK-SMP-03").content.decode()

    assert 'href="/pengetahuan/LK-SMP-04"' in page


def test_a_text_for_some_units_is_not_there_for_others(client: Client) -> None:
    readers = {name: Account.objects.get(username=name) for name in ("pegawai", "pimpinan")}
    found = {}
    for name, account in readers.items():
        client.force_login(account)
        found[name] = client.get("/pengetahuan/LK-SMP-04").status_code

    assert found == {"pegawai": 200, "pimpinan": 404}
