"""Sessions as they are run: an employee on her phone until she says what she thought, an organiser at a desk."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from playwright.sync_api import FilePayload, Page, expect

from alur.base.lib import clock
from alur.evaluation.models import Ballot
from alur.learning.models import Attendance, Completion, Session
from alur.learning.queries.codes import shown_code
from alur.learning.rules.codes import typed
from alur.learning.services.arriving import close_due
from tests import cast
from tests.browser import DESKTOP, PHONE, Axe, is_wider_than_screen
from tests.imports import SARI, empty_store, take
from tests.learning.desk import furnish

pytestmark = pytest.mark.django_db(transaction=True)
ORGANISER = "pengelola-balai"


@pytest.fixture(autouse=True)
def _house(page: Page) -> Iterator[None]:
    with empty_store():
        furnish()
        cast.account(SARI)
        cast.account(ORGANISER, "pengelola:BALAI")
        yield


@pytest.fixture
def now() -> datetime:
    return clock.now().replace(second=0, microsecond=0)


def held(now: datetime, *, minutes_ago: int, minutes_left: int) -> Session:
    begin, end = now - timedelta(minutes=minutes_ago), now + timedelta(minutes=minutes_left)
    row = f"R1,Penarikan obat,{begin.isoformat()},{end.isoformat()},2,BALAI\n"
    with TemporaryDirectory() as folder:
        assert take(Path(folder), "sessions", f"code,title,starts_at,ends_at,jp,unit_code\n{row}").rejected == []
    return Session.objects.get(activity__code="R1")


def sign_in(page: Page, who: str, then: str) -> None:
    page.goto(f"/masuk?next={then}")
    page.get_by_label("NIP atau nama pengguna").fill(who)
    page.get_by_label("Kata sandi").fill(cast.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def test_on_a_phone_from_registering_to_saying_what_she_thought(page: Page, axe: Axe, now: datetime) -> None:
    page.set_viewport_size(PHONE)
    session = held(now, minutes_ago=60, minutes_left=30)
    sign_in(page, SARI, "/sesi/R1")
    page.get_by_role("button", name="Daftar", exact=True).click()
    expect(page.get_by_text("Anda mendapat tempat.")).to_be_visible()
    page.get_by_role("link", name="Isi kode kehadiran").click()
    page.get_by_label("Kode di layar").fill(typed(shown_code(session.pk, clock.now())))
    page.get_by_role("button", name="Saya hadir").click()
    expect(page.get_by_role("heading", name="Hadir sejak")).to_be_visible()
    assert (axe(page), is_wider_than_screen(page)) == ([], False)

    # The organiser noted that she was there before, and the session comes to its end.
    begin, end = session.starts_at, clock.now()
    row = f"{uuid4()},{SARI},R1,{begin.isoformat()},{end.isoformat()}\n"
    Session.objects.filter(pk=session.pk).update(ends_at=end)
    Session.objects.get(pk=session.pk).activity.session_times.update(ends_at=end)
    with TemporaryDirectory() as folder:
        assert take(Path(folder), "attendance", f"record_id,nip,session_code,joined_at,left_at\n{row}").rejected == []
    close_due(clock.now())
    assert Completion.objects.count() == 1
    page.goto("/sesi/R1")
    expect(page.get_by_text("+2 JP")).to_be_visible()
    page.get_by_role("link", name="Isi evaluasi").click()
    assert (axe(page), is_wider_than_screen(page)) == ([], False)
    for question in page.get_by_role("group").all():
        question.get_by_label("Setuju", exact=True).check()
    page.get_by_role("button", name="Kirim tanpa nama").click()
    expect(page.get_by_role("heading", name="Anda sudah mengevaluasi sesi ini")).to_be_visible()
    assert list(Ballot.objects.values_list("activity_id", flat=True)) == [session.pk]


def test_at_a_desk_a_list_with_messy_names_is_reviewed_and_counts(page: Page, axe: Axe, now: datetime) -> None:
    page.set_viewport_size(DESKTOP)
    session = held(now, minutes_ago=90, minutes_left=30)
    sign_in(page, ORGANISER, "/sesi/R1")
    page.get_by_role("link", name="Kode kehadiran").click()
    expect(page.locator(".wall-typed")).to_have_text(re.compile(r"^\s*[A-Z0-9]{3}\s?[A-Z0-9]{3}\s*$"))
    assert (axe(page), is_wider_than_screen(page)) == ([], False)

    times = [(now - timedelta(minutes=minutes)).astimezone(clock.JAKARTA) for minutes in (90, 5)]
    spans = ",".join(f"{each:%m/%d/%Y %I:%M:%S %p}" for each in times)
    names = "Sarri", "iPhone"
    rows = "".join(f"{name},,{spans},85\n" for name in names)
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
    page.goto("/sesi/R1/peserta")
    assert (axe(page), is_wider_than_screen(page)) == ([], False)
    file = FilePayload(name="peserta.csv", mimeType="text/csv", buffer=(head + rows).encode())
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Unggah dan tinjau").click()
    assert (axe(page), is_wider_than_screen(page), Attendance.objects.count()) == ([], False, 0)
    unsure = page.get_by_label(re.compile("Sarri"))
    unsure.select_option(SARI) if unsure.evaluate("each => each.tagName") == "SELECT" else unsure.fill(SARI)
    page.get_by_role("button", name="Catat kehadiran").click()
    expect(page.get_by_role("link", name="Sari")).to_be_visible()
    assert Attendance.objects.filter(activity_id=session.pk).count() == 1
