"""Records and figures as people meet them: an entry asked about, one page for a meeting, a report by mail."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from alur.base.access.models import Account
from alur.base.lib import clock
from alur.cli.demoyear import load
from alur.credit.models import Entry, Question
from alur.insight.models import Subscription
from alur.people.models import Employee, Unit
from alur.records.queries import remembered
from tests.browser import GUISES, PHONE, Axe, is_wider_than_screen, speak
from tests.imports import empty_store

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "pegawai": ["/rapor?tahun=2022&jenis=webinar", "/rapor?tahun=2022&bulan=2&jenis=class", "/rapor/catatan/ENTRY"],
    "ppsdm": ["/pimpinan", "/pimpinan?tahun=1999", "/pusat/laporan", "/unit/pertanyaan", "/unit?tahun=2022"],
}
LONG = "Direktorat Pemberdayaan Masyarakat dan Pelaku Usaha Obat Tradisional, Suplemen Kesehatan, dan Kosmetik"


@pytest.fixture(autouse=True)
def _demo(page: Page) -> Iterator[None]:
    cache.clear()
    remembered.place.cache_clear()
    with empty_store():
        load(small=True, until=clock.today())
        Account.objects.filter(username__in=["ppsdm", "pimpinan"]).update(email="penerima@bpom.example")
        yield
    cache.clear()


def sign_in(page: Page, username: str) -> None:
    page.goto("about:blank")  # so that nothing of the page before is still asked for
    page.context.clear_cookies()
    page.goto("/masuk")
    page.get_by_label("NIP atau nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(settings.DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Halo, ")


def entry_of(username: str) -> Entry:
    nip = Account.objects.get(username=username).subject
    return Entry.objects.filter(employee_id=Employee.objects.get(nip=nip).pk).order_by("-at")[0]


def test_a_doubt_about_jp_is_asked_on_a_phone_and_answered(page: Page, complaints: list[str]) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, "pegawai")
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Rapor JP").click()
    page.get_by_role("combobox", name="Tahun").select_option("2022")
    page.get_by_role("combobox", name="Jenis").select_option(label="Webinar")
    page.get_by_role("button", name="Tampilkan").click()
    page.locator("tbody th a").last.click()
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("textbox", name="Pesan").fill("Saya hadir penuh, mengapa hanya segini?")
    page.get_by_role("button", name="Tanyakan ke pengelola unit").click()
    expect(page.get_by_text("Pertanyaan Anda sudah disampaikan kepada pengelola unit.")).to_be_visible()
    expect(page.get_by_text("Menunggu jawaban")).to_be_visible()

    sign_in(page, "ppsdm")
    expect(page.locator("[data-count=unit]").first).to_contain_text("1")
    page.get_by_role("link", name="1 pertanyaan tentang JP menunggu jawaban Anda").click()
    page.get_by_role("link", name=title).click()
    page.get_by_role("textbox", name="Pesan").fill("JP mengikuti nilai kegiatan.")
    page.get_by_role("button", name="Jawab", exact=True).click()

    sign_in(page, "pegawai")
    page.get_by_role("link", name=f"menjawab pertanyaan Anda tentang “{title}”").click()
    expect(page.get_by_text("JP mengikuti nilai kegiatan.")).to_be_visible()
    page.get_by_role("button", name="Sudah jelas").click()

    expect(page.get_by_role("button", name="Sudah jelas")).to_have_count(0)
    assert Question.objects.get().state == "closed"
    assert complaints == []


def test_the_transcript_is_downloaded_and_checked(screen: Page) -> None:
    sign_in(screen, "pegawai")
    screen.goto("/rapor?tahun=2022")
    with screen.expect_download() as downloading:
        screen.get_by_role("link", name="Transkrip (PDF)").click()
    document = PdfReader(Path(downloading.value.path()))
    links: list[Any] = [each for page in document.pages for each in page.get("/Annots", [])]
    address = str(links[0].get_object()["/A"]["/URI"]).removeprefix(settings.BASE_URL)
    screen.context.clear_cookies()
    screen.goto(address)

    expect(screen.get_by_text("Asli. Catatan hari ini masih sama.")).to_be_visible()


def test_leadership_has_one_page_on_screen_and_on_paper(page: Page, complaints: list[str]) -> None:
    sign_in(page, "pimpinan")
    page.get_by_role("link", name="Pimpinan", exact=True).click()
    page.get_by_role("combobox", name="Tahun").select_option("2022")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator(".brief-words li")).to_have_count(3)
    printed = page.pdf(format="A4", print_background=True)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Unduh PDF").click()
    behind = page.get_by_role("table", name="Jauh tertinggal").get_by_role("link").first
    name = behind.inner_text()
    behind.click()

    assert len(PdfReader(BytesIO(printed)).pages) == 1
    assert len(PdfReader(Path(downloading.value.path())).pages) == 1
    expect(page.get_by_role("combobox", name="Unit")).to_have_value(Unit.objects.get(name=name).code)
    expect(page.get_by_role("combobox", name="Tahun")).to_have_value("2022")
    assert complaints == []


def test_a_report_by_mail_is_asked_for_and_stopped(screen: Page, complaints: list[str]) -> None:
    sign_in(screen, "ppsdm")
    screen.goto("/pusat/laporan")
    screen.get_by_role("combobox", name="Unit").select_option(label="Balai Besar POM di Padang")
    screen.get_by_role("combobox", name="Seberapa sering").select_option("week")
    for form in ("PDF (satu halaman)", "XLSX"):
        screen.get_by_role("checkbox", name=form).uncheck()
    screen.get_by_role("button", name="Kirim ke saya").click()
    expect(screen.get_by_text("Pilih paling sedikit satu bentuk berkas.")).to_be_visible()
    screen.get_by_role("checkbox", name="XLSX").check()
    screen.get_by_role("button", name="Kirim ke saya").click()
    expect(screen.get_by_text("Laporan akan dikirim lewat surel.")).to_be_visible()
    assert Subscription.objects.get().unit == Unit.objects.get(code="BBPOM-PADANG")
    screen.get_by_role("button", name="Hentikan").click()

    expect(screen.get_by_text("Belum ada laporan")).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize(("size", "language", "theme"), GUISES)
def test_pages_are_accessible_and_fit(
    page: Page, axe: Axe, complaints: list[str], size: Any, language: str, theme: Any
) -> None:
    Unit.objects.update(name=LONG)
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme)
    found: dict[str, object] = {}
    for username, addresses in PAGES.items():
        sign_in(page, username)
        speak(page, language)
        for address in addresses:
            page.goto(address.replace("ENTRY", str(entry_of(username).pk)))
            found[address] = [*axe(page), *(["scrolls sideways"] if is_wider_than_screen(page) else [])]

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert complaints == []
