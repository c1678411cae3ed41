"""Material and recordings handed out with a session: attached by who holds it, there for all who are signed in."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alur.base.audit.models import Entry
from alur.base.files.queries import place
from alur.base.files.rules import MOST_BYTES, Use
from alur.cli.doctor.people import uploaded_files_are_there
from alur.learning.models import SessionFile
from tests.imports import SARI
from tests.learning.running.stage import planned, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SLIDES = b"%PDF-1.7 paparan"
FILM = b"\x00\x00\x00\x18ftypisom" + b"film" * 200


def attach(client: Client, code: str, content: bytes, name: str, title: str = "") -> Any:
    sent = SimpleUploadedFile(name, content)
    return client.post(f"/sesi/{code}/materi", {"berkas": sent, "judul": title})


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_the_organiser_attaches_everybody_finds_on_the_session(organiser: Client) -> None:
    code = planned(organiser)
    assert attach(organiser, code, SLIDES, "paparan rini.pdf").status_code == 302
    assert attach(organiser, code, FILM, "rekaman.mp4", "Rekaman webinar").status_code == 302
    sari = signed_in(SARI)
    shown = page(sari, f"/sesi/{code}")
    assert shown.index("paparan rini") < shown.index("Rekaman webinar")
    slides, film = SessionFile.objects.order_by("pk")
    answer = sari.get(f"/sesi/{code}/materi/{slides.pk}")
    assert (b"".join(answer), answer["Content-Type"]) == (SLIDES, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="paparan rini.pdf"'
    part = sari.get(f"/sesi/{code}/materi/{film.pk}", headers={"Range": "bytes=4-11"})
    assert (part.status_code, b"".join(part)) == (206, FILM[4:12])
    assert [each.action for each in Entry.objects.filter(action="learning.attach_file")] == ["learning.attach_file"] * 2


def test_the_same_file_again_is_once_under_its_new_title(organiser: Client) -> None:
    code = planned(organiser)
    attach(organiser, code, SLIDES, "a.pdf")
    attach(organiser, code, SLIDES, "b.pdf", "Paparan")
    assert [each.title for each in SessionFile.objects.all()] == ["Paparan"]


def test_what_is_taken_away_is_handed_out_no_longer(organiser: Client) -> None:
    code = planned(organiser)
    attach(organiser, code, SLIDES, "a.pdf")
    [row] = SessionFile.objects.all()
    address = f"/sesi/{code}/materi/{row.pk}"
    assert organiser.post(f"{address}/lepas").status_code == organiser.post(f"{address}/lepas").status_code == 302
    assert organiser.get(address).status_code == 404


@pytest.mark.parametrize(("who", "role"), [(SARI, "pegawai"), ("lain", "pengelola:LOKA"), ("lain", "kurator")])
def test_only_who_holds_the_session_attaches(organiser: Client, who: str, role: str) -> None:
    code = planned(organiser)
    attach(organiser, code, SLIDES, "a.pdf")
    [row] = SessionFile.objects.all()
    other = signed_in(who, role)
    assert other.get(f"/sesi/{code}/materi").status_code == 403
    assert attach(other, code, FILM, "b.mp4").status_code == 403
    assert other.post(f"/sesi/{code}/materi/{row.pk}/lepas").status_code == 403
    assert SessionFile.objects.count() == 1


def test_a_file_is_reached_by_its_own_session_alone(organiser: Client) -> None:
    code, another = planned(organiser), planned(organiser)
    attach(organiser, code, SLIDES, "a.pdf")
    [row] = SessionFile.objects.all()
    assert organiser.get(f"/sesi/{another}/materi/{row.pk}").status_code == 404
    assert Client().get(f"/sesi/{code}/materi/{row.pk}").status_code == 302


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7 <html><body><script>alert(1)</script>",
        b"MZ\x90\x00",
        b"PK\x03\x04broken",
        b"WEBVTT\n\n00:00.000 --> 00:01.000\nHalo",
    ],
)
def test_what_is_no_material_is_refused_with_how_to_mend_it(organiser: Client, content: bytes) -> None:
    code = planned(organiser)
    answer = attach(organiser, code, content, "paparan.pdf")
    assert answer.status_code == 422
    assert "Simpan sebagai PDF" in answer.content.decode()
    assert (SessionFile.objects.count(), Entry.objects.filter(action="learning.attach_file").count()) == (0, 0)


def test_what_is_too_large_is_refused(organiser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST_BYTES, Use.DOCUMENT, len(SLIDES) - 1)
    code = planned(organiser)
    answer = attach(organiser, code, SLIDES, "paparan.pdf")
    assert (answer.status_code, SessionFile.objects.count()) == (422, 0)
    assert "lebih besar dari" in answer.content.decode()


def test_a_session_has_room_for_so_many_files(organiser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alur.learning.services.session_files.MOST_FILES", 1)
    code = planned(organiser)
    attach(organiser, code, SLIDES, "a.pdf")
    assert attach(organiser, code, FILM, "b.mp4").status_code == 422


def test_a_lost_file_is_told_by_the_doctor(organiser: Client) -> None:
    code = planned(organiser)
    attach(organiser, code, SLIDES, "a.pdf")
    [row] = SessionFile.objects.all()
    assert list(uploaded_files_are_there()) == []
    default_storage.delete(place(row.stored))
    [found] = uploaded_files_are_there()
    assert row.stored in found.what
    default_storage.save(place(row.stored), ContentFile(BytesIO(SLIDES).read()))
