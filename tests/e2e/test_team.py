"""A supervisor's main way on a phone, and what comes of it for the employee; readers' stars and reports."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from alur.base.lib import clock
from alur.growth.models import Feedback
from alur.learning.models import Assignment, MistakeReport
from alur.learning.statements import completed
from alur.people.models import Employee
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from tests import cast
from tests.browser import GUISES, PHONE, Axe, is_wider_than_screen, speak
from tests.imports import BUDI, SARI, empty_store
from tests.learning.desk import furnish

pytestmark = pytest.mark.django_db(transaction=True)
CURATOR = "kurator-pusat"
LONG_NAME = "Raden Ajeng Siti Nurhaliza Kusumawardhani Wiraatmadja-Hadiningrat, S.Farm., Apt., M.Biomed."


@pytest.fixture(autouse=True)
def _house(page: Page) -> Iterator[None]:
    with empty_store():
        furnish()
        for nip in (SARI, BUDI):
            cast.account(nip)
        cast.account(CURATOR, "kurator")
        yield


def sign_in(page: Page, who: str, then: str) -> None:
    page.context.clear_cookies()
    page.goto(f"/masuk?next={then}")
    page.get_by_label("NIP atau nama pengguna").fill(who)
    page.get_by_label("Kata sandi").fill(cast.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def sari_completes(code: str = "M1") -> None:
    made = completed(
        record_id=UUID(int=10),
        nip=SARI,
        module_code=code,
        at=clock.now(),
        score=None,
        duration_seconds=None,
    )
    append_statements([made], authority=AUTHORITY, version="1.0.3")


def test_who_is_short_is_assigned_a_module_and_praised_for_another(page: Page, axe: Axe) -> None:
    page.set_viewport_size(PHONE)
    sari_completes()
    name = Employee.objects.get(nip=SARI).name
    sign_in(page, BUDI, "/tim")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))
    expect(row.get_by_role("cell", name="Kurang 19")).to_be_visible()
    assert (axe(page), is_wider_than_screen(page)) == ([], False)

    # Two taps: whom, and which module.
    row.get_by_role("link", name="Tugaskan").click()
    assert (axe(page), is_wider_than_screen(page)) == ([], False)
    expect(page.get_by_text("sudah diselesaikan tahun ini")).to_have_count(1)
    page.get_by_role("button", name="Tugaskan", exact=False).and_(page.locator("[value=M2]")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tim saya")
    expect(row).to_contain_text("1 terbuka")
    assert Assignment.objects.get().employee == Employee.objects.get(nip=SARI)

    row.get_by_role("link", name=name, exact=True).click()
    page.get_by_text("Puji atau beri masukan").click()
    page.get_by_role("textbox", name="Tanggapan").fill("Cepat dan teliti.")
    page.get_by_role("button", name="Beri pujian").click()
    expect(page.get_by_text("Pujian Anda terkirim.")).to_be_visible()
    expect(page.locator(".said")).to_have_text("Cepat dan teliti.")
    assert (axe(page), is_wider_than_screen(page)) == ([], False)

    sign_in(page, SARI, "/")
    news = page.get_by_role("region", name="Kabar untuk Anda")
    expect(news).to_contain_text("memuji Anda")
    expect(news).to_contain_text("Cepat dan teliti.")
    expect(page.locator("#tenggat")).to_be_visible()
    assert (axe(page), is_wider_than_screen(page)) == ([], False)
    news.get_by_role("link", name="memuji Anda").click()
    expect(page.get_by_text("Cepat dan teliti.")).to_be_visible()
    page.goto("/")
    news.get_by_role("button", name="Sudah saya baca").click()
    expect(news).to_have_count(0)


def test_the_navigation_tells_how_much_presses(page: Page, complaints: list[str], axe: Axe) -> None:
    sign_in(page, BUDI, f"/tugas/baru?untuk={SARI}")
    page.get_by_label("Tenggat").fill(clock.today().isoformat())
    page.get_by_role("button", name="Tugaskan").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Penugasan")

    sign_in(page, SARI, "/modul")
    side = page.get_by_role("navigation", name="Utama")
    expect(side.get_by_role("link", name="Penugasan")).to_contain_text("1")
    assert axe(page) == []
    page.set_viewport_size(PHONE)
    expect(side.get_by_role("button", name="Menu")).to_contain_text("1")
    side.get_by_role("button", name="Menu").click()
    expect(page.locator("#menu").get_by_role("link", name="Penugasan")).to_contain_text("1")
    assert (axe(page), complaints) == ([], [])

    # Kept by the browser for a minute, but not for who signs in after her.
    sign_in(page, BUDI, "/modul")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-count=tugas]").first).to_be_empty()


def test_a_mistake_is_reported_from_a_screen_without_leaving_it(page: Page, axe: Axe, complaints: list[str]) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, SARI, "/modul/M1/layar/2")
    page.get_by_label("Tulis").fill("belum dikirim")
    page.get_by_text("Laporkan kekeliruan").click()
    page.get_by_label("Apa yang keliru?").fill("Jawaban kedua tertukar.")
    assert axe(page) == []
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Terima kasih; laporan Anda terkirim.")).to_be_visible()
    expect(page.get_by_label("Tulis")).to_have_value("belum dikirim")
    found = MistakeReport.objects.get()
    assert (found.screen, found.text, axe(page)) == (2, "Jawaban kedua tertukar.", [])

    sign_in(page, CURATOR, "/kurasi/modul")
    page.get_by_role("region", name="Laporan kekeliruan").get_by_role("link").first.click()
    page.get_by_role("textbox", name="Jawaban").fill("Benar, sudah diperbaiki.")
    assert (axe(page), is_wider_than_screen(page)) == ([], False)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Tidak ada laporan yang menunggu jawaban")).to_be_visible()

    sign_in(page, SARI, "/")
    expect(page.get_by_role("region", name="Kabar untuk Anda")).to_contain_text("Benar, sudah diperbaiki.")
    assert complaints == []


def test_stars_by_keyboard_once_it_is_completed(page: Page, axe: Axe) -> None:
    sari_completes()
    sign_in(page, SARI, "/modul/M1/pendapat")
    page.get_by_label("3 bintang").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Jelas dan singkat.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("bintang Anda tersimpan")).to_be_visible()
    expect(page.get_by_label("4 bintang")).to_be_checked()
    assert axe(page) == []


def test_without_scripts(browser: Browser, live_server: Any) -> None:
    sari_completes()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, SARI, "/modul/M1/layar/1")
    page.get_by_text("Laporkan kekeliruan").click()
    page.get_by_label("Apa yang keliru?").fill("Salah tulis.")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("laporan Anda terkirim")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Satu")

    sign_in(page, BUDI, f"/tim/{SARI}")
    page.get_by_text("Puji atau beri masukan").click()
    page.get_by_role("button", name="Kirim sebagai masukan").click()
    expect(page.get_by_text("Masukan perlu ditulis.")).to_be_visible()
    page.get_by_role("textbox", name="Tanggapan").fill("Lanjutkan ke modul audit.")
    page.get_by_role("button", name="Kirim sebagai masukan").click()
    expect(page.get_by_text("Masukan Anda terkirim.")).to_be_visible()
    page.get_by_role("button", name="Tarik tanggapan saya").click()
    expect(page.get_by_text("Sudah ditarik")).to_be_visible()
    context.close()
    assert Feedback.objects.get().taken_back_at is not None


@pytest.mark.parametrize(("size", "language", "theme"), GUISES)
def test_pages_are_accessible_and_fit(
    page: Page, axe: Axe, complaints: list[str], size: Any, language: str, theme: Any
) -> None:
    sari_completes()
    Employee.objects.filter(nip=SARI).update(name=LONG_NAME, position=LONG_NAME)
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme)
    pages = {
        BUDI: ["/tim", f"/tim/{SARI}", f"/tugas/baru?untuk={SARI}", "/kabar", "/modul?urut=jabatan", "/modul?menit=15"],
        SARI: ["/modul", "/modul/M1/pendapat", "/modul/M1/layar/1", "/tim"],
        CURATOR: ["/kurasi/laporan", "/kurasi/laporan?dijawab=1", "/kurasi/modul/M1/riwayat"],
    }
    found: dict[str, object] = {}
    for who, addresses in pages.items():
        sign_in(page, who, "/kabar")
        speak(page, language)
        for address in addresses:
            page.goto(address)
            found[f"{who} {address}"] = [*axe(page), *(["scrolls sideways"] if is_wider_than_screen(page) else [])]

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert complaints == []
