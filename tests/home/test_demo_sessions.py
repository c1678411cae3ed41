"""The demonstration's sessions are whole: a speaker, and material once they are over."""

import pytest
from django.test import Client

from alur.base.access.models import Account
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
