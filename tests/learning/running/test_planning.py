"""Sessions planned, changed, registered for; who may do what."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from alur.base.audit.models import Entry as AuditEntry
from alur.learning.models import (
    Registration,
    Session,
)
from tests.imports import BUDI, LINA, SARI
from tests.learning.running.stage import END, FORM, NOW, START, TONO, at, planned, signed_in, states

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_session_is_planned_changed_and_cancelled_by_its_unit(organiser: Client) -> None:
    code = planned(organiser)
    found = Session.objects.select_related("activity", "unit").get(activity__code=code)
    told = (found.activity.title, found.activity.topics, found.starts_at, found.ends_at, found.unit, found.join_url)
    assert told[:4] == ("Penarikan obat", ["Obat", "Penarikan"], START, END)
    assert (str(told[4]), told[5]) == ("Balai", "https://rapat.example/j/1")
    assert "Penarikan obat" in organiser.get("/sesi").content.decode()

    changed = organiser.post(f"/sesi/{code}/ubah", {**FORM, "title": "Recall", "ends_at": "2026-11-30T12:00"})
    assert changed.status_code == 302
    assert "Recall" in organiser.get(f"/sesi/{code}").content.decode()
    assert organiser.post(f"/sesi/{code}/batal").status_code == 302
    assert organiser.post(f"/sesi/{code}/batal").status_code == 302
    assert "Dibatalkan" in organiser.get("/sesi").content.decode()
    assert organiser.post(f"/sesi/{code}/ubah", FORM).status_code == 409
    done = AuditEntry.objects.filter(target=f"session:{code}").order_by("pk").values_list("action", flat=True)
    assert list(done) == ["learning.plan_session", "learning.change_session", "learning.cancel_session"]


def test_a_session_is_copied_and_repeated(organiser: Client) -> None:
    code = planned(organiser)
    copy = organiser.get(f"/sesi/baru?dari={code}").content.decode()
    assert ('value="Penarikan obat"' in copy, 'value="2026-11-30T09:00"' in copy) == (True, False)

    planned(organiser, title="Tiap minggu", count="3", every_days="7")
    begins = Session.objects.filter(activity__title="Tiap minggu").order_by("starts_at").values_list(flat=True)
    times = list(Session.objects.filter(pk__in=begins).order_by("starts_at").values_list("starts_at", flat=True))
    assert times == [START, START + timedelta(days=7), START + timedelta(days=14)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"ends_at": "2026-11-30T08:00"},
        {"ends_at": "2027-11-30T08:00"},
        {"starts_at": "kapan-kapan"},
        {"jp": "0"},
        {"jp": "-1"},
        {"jp": "NaN"},
        {"jp": "1e9"},
        {"kind": "rapat"},
        {"unit": "PUSAT"},
        {"unit": ""},
        {"capacity": "0"},
        {"join_url": "javascript:alert(1)"},
        {"join_url": "ftp://x.example/"},
        {"title": "x" * 301},
        {"title": "a\0b"},
        {"count": "1000"},
    ],
)
def test_what_cannot_be_planned_is_said_beside_its_field(organiser: Client, wrong: dict[str, str]) -> None:
    before = Session.objects.count()
    answer = organiser.post("/sesi/baru", {**FORM, **wrong})

    assert (answer.status_code, 'class="wrong"' in answer.content.decode()) == (422, True)
    assert Session.objects.count() == before


ORGANISERS_PAGES = [
    *("ubah", "batal", "peserta", "peserta?format=csv", "layar", "layar/kode"),
    f"peserta/berkas/{uuid4()}",
]
ORGANISERS_POSTS = ["ubah", "batal", "peserta/catat", "peserta/berkas", f"peserta/berkas/{uuid4()}"]


@pytest.mark.parametrize(
    ("username", "roles", "may"),
    [
        (SARI, (), False),
        (BUDI, (), False),
        ("pengelola-loka", ("pengelola:LOKA",), False),
        ("kurator", ("kurator",), False),
        ("pimpinan", ("pimpinan",), False),
        ("admin", ("admin",), False),
        ("pengelola-pusat", ("pengelola:PUSAT",), True),
        ("ppsdm", ("ppsdm",), True),
    ],
)
def test_who_may_hold_a_units_session(organiser: Client, username: str, roles: tuple[str, ...], *, may: bool) -> None:
    code, viewer = planned(organiser), signed_in(username, *roles)
    pages = {viewer.get(f"/sesi/{code}/{page}").status_code for page in ORGANISERS_PAGES}
    posts = {viewer.post(f"/sesi/{code}/{page}", FORM).status_code for page in ORGANISERS_POSTS if not may}

    assert (pages, posts) == (({200, 404}, set()) if may else ({403}, {403}))
    assert (f'href="/sesi/{code}/peserta"' in viewer.get(f"/sesi/{code}").content.decode()) is may
    assert Session.objects.get(activity__code=code).cancelled_at is None


def test_sessions_of_the_agency_are_the_centres(organiser: Client) -> None:
    code = planned(signed_in("ppsdm", "ppsdm"), unit="")

    assert organiser.get(f"/sesi/{code}/peserta").status_code == 403
    assert organiser.post(f"/sesi/{code}/ubah", FORM).status_code == 403
    assert signed_in(SARI).get("/sesi/baru").status_code == 403


def test_strangers_are_sent_to_sign_in(organiser: Client, client: Client) -> None:
    code = planned(organiser)
    paths = ["daftar", "mundur", "hadir", "pulang", "gabung", "denyut", "sesi.ics", *ORGANISERS_PAGES]
    answers = [client.get(f"/sesi/{code}/{path}") for path in paths] + [client.get("/sesi/kalender")]

    assert {(answer.status_code, answer["Location"].split("?")[0]) for answer in answers} == {(302, "/masuk")}


def test_places_and_a_line_that_moves_up_by_itself(organiser: Client) -> None:
    code = planned(organiser, capacity="1")
    sari, lina, tono = signed_in(SARI), signed_in(LINA), signed_in(TONO)
    for number, client in enumerate((sari, lina, tono, sari)):
        with at(NOW + timedelta(minutes=number)):
            assert client.post(f"/sesi/{code}/daftar").status_code == 302
    assert states(code) == {SARI: "placed", LINA: "waiting", TONO: "waiting"}
    assert "nomor 2 dalam daftar tunggu" in tono.get(f"/sesi/{code}").content.decode()

    sari.post(f"/sesi/{code}/mundur")
    sari.post(f"/sesi/{code}/mundur")
    assert states(code) == {SARI: "withdrawn", LINA: "placed", TONO: "waiting"}
    with at(NOW + timedelta(minutes=9)):
        sari.post(f"/sesi/{code}/daftar")
    assert states(code) == {SARI: "waiting", LINA: "placed", TONO: "waiting"}
    organiser.post(f"/sesi/{code}/ubah", {**FORM, "capacity": "2"})
    assert states(code) == {SARI: "waiting", LINA: "placed", TONO: "placed"}
    organiser.post(f"/sesi/{code}/ubah", {**FORM, "capacity": "1"})
    assert states(code) == {SARI: "waiting", LINA: "placed", TONO: "placed"}
    organiser.post(f"/sesi/{code}/ubah", {**FORM, "capacity": ""})
    assert set(states(code).values()) == {"placed"}


def test_the_supervisor_consents_first(organiser: Client) -> None:
    code = planned(organiser, needs_consent="on", capacity="1")
    sari, lina, budi = signed_in(SARI), signed_in(LINA), signed_in(BUDI)
    sari.post(f"/sesi/{code}/daftar")
    lina.post(f"/sesi/{code}/daftar")
    assert states(code) == {SARI: "asked", LINA: "asked"}
    page = budi.get("/tim").content.decode()
    assert page.count('value="setuju"') == 2
    hers, theirs = (Registration.objects.get(employee__nip=nip).pk for nip in (SARI, LINA))

    for stranger in (sari, lina, organiser, signed_in(TONO)):
        assert stranger.post(f"/sesi/persetujuan/{hers}", {"putusan": "setuju"}).status_code == 403
    assert budi.post(f"/sesi/persetujuan/{hers}", {"putusan": "?"}).status_code == 400
    assert budi.post("/sesi/persetujuan/999999", {"putusan": "setuju"}).status_code == 403
    assert budi.post(f"/sesi/persetujuan/{theirs}", {"putusan": "tolak", "alasan": "Ada sidak"}).status_code == 302
    assert budi.post(f"/sesi/persetujuan/{hers}", {"putusan": "setuju"}).status_code == 302
    budi.post(f"/sesi/persetujuan/{hers}", {"putusan": "tolak"})
    assert states(code) == {SARI: "placed", LINA: "refused"}
    assert "Ada sidak" in lina.get(f"/sesi/{code}").content.decode()
    assert 'value="setuju"' not in budi.get("/tim").content.decode()


def told(client: Client) -> list[str]:
    """Return the sentences of her news that she has not read, the newest first."""
    return re.findall(r'<a href="/sesi/[^"]+">([^<]+)</a>', client.get("/kabar").content.decode())


def test_whoever_waits_is_told_what_others_decide(organiser: Client) -> None:
    code = planned(organiser, needs_consent="on", capacity="1")
    sari, lina, budi = signed_in(SARI), signed_in(LINA), signed_in(BUDI)
    for client in (sari, lina):
        client.post(f"/sesi/{code}/daftar")
    hers, theirs = (Registration.objects.get(employee__nip=nip).pk for nip in (SARI, LINA))
    assert (told(sari), told(lina)) == ([], [])

    budi.post(f"/sesi/persetujuan/{hers}", {"putusan": "setuju"})
    assert told(sari) == ["Anda mendapat tempat di “Penarikan obat”."]
    budi.post(f"/sesi/persetujuan/{theirs}", {"putusan": "setuju"})
    assert told(lina) == ["Anda boleh ikut “Penarikan obat”; Anda masuk daftar tunggu."]
    sari.post(f"/sesi/{code}/mundur")
    assert (told(sari), told(lina)) == ([], ["Anda mendapat tempat di “Penarikan obat”."])
    moved = {**FORM, "capacity": "1", "starts_at": "2026-11-30T08:00"}
    organiser.post(f"/sesi/{code}/ubah", moved)
    assert told(lina) == ["Waktu “Penarikan obat” berubah."]
    organiser.post(f"/sesi/{code}/batal")
    assert (told(sari), told(lina)) == ([], ["“Penarikan obat” dibatalkan."])


def test_a_refusal_is_told_with_its_reason_and_ones_own_place_is_no_news(organiser: Client) -> None:
    code, free = planned(organiser, needs_consent="on"), planned(organiser)
    lina = signed_in(LINA)
    lina.post(f"/sesi/{code}/daftar")
    lina.post(f"/sesi/{free}/daftar")
    asked = Registration.objects.get(state="asked").pk
    signed_in(BUDI).post(f"/sesi/persetujuan/{asked}", {"putusan": "tolak", "alasan": "Ada sidak"})

    assert told(lina) == ["Permintaan Anda untuk ikut “Penarikan obat” ditolak."]
    assert "Ada sidak" in lina.get("/").content.decode()


def test_without_a_supervisor_the_organiser_consents(organiser: Client) -> None:
    code = planned(organiser, needs_consent="on")
    tono = signed_in(TONO)
    tono.post(f"/sesi/{code}/daftar")
    assert "Setujui" in organiser.get(f"/sesi/{code}/peserta").content.decode()
    asked = Registration.objects.get()

    assert tono.post(f"/sesi/persetujuan/{asked.pk}", {"putusan": "setuju"}).status_code == 403
    organiser.post(f"/sesi/persetujuan/{asked.pk}", {"putusan": "setuju"}, headers={"Referer": "http://x/sesi/y"})
    assert states(code) == {TONO: "placed"}


def test_nobody_registers_for_what_is_over_or_cancelled(organiser: Client) -> None:
    code, sari = planned(organiser), signed_in(SARI)
    with at(END):
        assert sari.post(f"/sesi/{code}/daftar").status_code == 409
        assert organiser.post(f"/sesi/{code}/batal").status_code == 409
    organiser.post(f"/sesi/{code}/batal")
    assert sari.post(f"/sesi/{code}/daftar").status_code == 409
    assert (states(code), organiser.post(f"/sesi/{code}/daftar").status_code) == ({}, 403)
