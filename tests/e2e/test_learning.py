"""Learning as an employee does it: a module on a phone from the list to her JP, and every page by eye and by axe."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from alur.learning.models import Completion
from alur.records.models import Statement
from tests import cast
from tests.browser import PHONE, Axe
from tests.imports import SARI, empty_store, take
from tests.learning.desk import furnish, take_content

pytestmark = pytest.mark.django_db(transaction=True)
WIDE = (
    "---\ncode: W1\ntitle: Tabel lebar dan kata Pertanggungjawabanketidakberpihakanpenyelenggaraan\njp: 2\n"
    "published_on: 2026-01-05\ntopics: Pertanggungjawaban; Pengawasan sarana distribusi obat dan makanan\n---\n"
    "# Bandingkan enam kolom Pertanggungjawabanketidakberpihakan\n\n"
    "| Nama produk | Produsen | Nomor izin edar | Kedaluwarsa | Bentuk sediaan | Keterangan |\n"
    "|---|---|---|---|---|---|\n| Obat | PT Contoh | DKL1234567890A1 | 2027-01 | Tablet | Kemasan utuh |\n\n"
    "```\nbaris kode yang panjang sekali tanpa jeda sehingga harus dapat digulir ke samping oleh pembaca\n```\n"
)
BODY = "# Bab satu\n\nIsi dengan [tautan](https://bpom.example).\n\n| a | b |\n|---|---|\n| 1 | 2 |"
KNOWLEDGE = f'id,title,body,kind,unit_code,created_on\nK1,Cara membaca label,"{BODY}",material,BALAI,2022-03-04\n'
ATTENDANCE = (
    "record_id,nip,session_code,joined_at,left_at\n"
    f"22222222-2222-4222-8222-222222222222,{SARI},S1,2022-03-10T09:10,2022-03-10T10:20\n"
)
SESSION = "code,title,starts_at,ends_at,jp,unit_code,speaker\nC1,Nanti,2099-03-10T09:00,2099-03-10T11:00,2,BALAI,Rini\n"
PAGES = [
    *(
        "/modul",
        "/modul?q=zzz",
        "/modul/M1",
        "/modul/M1/layar/1",
        "/modul/M1/layar/2",
        "/modul/M1/layar/3",
        "/modul/M2",
    ),
    *("/modul/W1/layar/1", "/sesi", "/sesi?q=zzz", "/sesi/S1", "/sesi/C1", "/ujian", "/pengetahuan", "/pengetahuan/K1"),
]


@pytest.fixture(autouse=True)
def _desk(page: Page) -> Iterator[None]:
    with empty_store(), TemporaryDirectory() as name:
        folder = Path(name)
        furnish()
        take_content(WIDE)
        for kind, content in {"knowledge": KNOWLEDGE, "sessions": SESSION, "attendance": ATTENDANCE}.items():
            assert take(folder, kind, content).rejected == []
        cast.account(SARI)
        yield


def sign_in(page: Page, then: str) -> None:
    page.goto(f"/masuk?next={then}")
    page.get_by_label("NIP atau nama pengguna").fill(SARI)
    page.get_by_label("Kata sandi").fill(cast.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def read_to_the_end(page: Page) -> None:
    """Go through the module from its page on, answering one question wrong at first."""
    page.get_by_role("link", name="Mulai").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Satu")
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_label("salah").check()
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Masih ada soal yang belum dijawab.")).to_be_visible()
    expect(page.get_by_text("Bukan itu.")).to_be_visible()
    page.get_by_label("Tulis").fill("tie")
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Begitulah.")).to_be_visible()
    page.get_by_role("link", name="Coba lagi").click()
    page.get_by_label("benar").check()
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Belum benar.")).to_have_count(0)
    page.get_by_role("link", name="Lanjutkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiga")


def test_a_module_on_a_phone_from_the_list_to_her_jp(page: Page, axe: Axe) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, "/modul")
    page.get_by_role("link", name="Validasi proses").click()
    expect(page.get_by_text("Baca layar: 0 dari 3")).to_be_visible()
    read_to_the_end(page)
    page.get_by_role("button", name="Selesaikan modul").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Modul selesai")
    expect(page.get_by_text("+1 JP")).to_be_visible()
    expect(page.get_by_text("1 dari 20 JP")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Ke halaman modul").click()
    expect(page.get_by_role("heading", name="Selesai pada")).to_be_visible()
    assert axe(page) == []
    page.goto("/rapor")
    expect(page.get_by_role("link", name="Validasi proses")).to_be_visible()


def test_she_comes_back_to_where_she_was_on_another_device(page: Page, browser: Browser, live_server: Any) -> None:
    sign_in(page, "/modul/M1")
    page.get_by_role("link", name="Mulai").click()
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_label("benar").check()
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Tepat.")).to_be_visible()

    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    phone = context.new_page()
    sign_in(phone, "/modul/M1")
    phone.get_by_role("link", name="Lanjutkan di layar 2").click()
    expect(phone.get_by_text("Tepat.")).to_be_visible()
    expect(phone.get_by_label("Tulis")).to_be_editable()
    context.close()


def test_double_click_and_two_tabs_are_one_completion(page: Page) -> None:
    sign_in(page, "/modul/M1")
    read_to_the_end(page)
    other = page.context.new_page()
    other.goto("/modul/M1/layar/3")
    page.get_by_role("button", name="Selesaikan modul").dblclick()
    expect(page.get_by_text("+1 JP")).to_be_visible()
    other.get_by_role("button", name="Selesaikan modul").click()
    expect(other.get_by_text("+1 JP")).to_be_visible()
    page.reload()
    expect(page.get_by_text("+1 JP")).to_be_visible()

    assert Completion.objects.filter(kind="module").count() == 1


def test_by_keyboard_alone(page: Page) -> None:
    sign_in(page, "/modul/M1/layar/2")
    page.get_by_label("benar").focus()
    for key in ("ArrowDown", "ArrowUp", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("TIE")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Benar.")).to_have_count(2)
    assert Statement.objects.filter(verb_id__isnull=False).count() == 4


def test_without_scripts(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "/modul/M1")
    read_to_the_end(page)
    page.get_by_role("button", name="Selesaikan modul").click()

    expect(page.get_by_text("+1 JP")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
def test_pages_are_accessible_and_fit(screen: Page, axe: Axe, language: str, theme: Any) -> None:
    screen.emulate_media(color_scheme=theme)
    sign_in(screen, "/modul")
    screen.context.add_cookies([{"name": "bahasa", "value": language, "url": screen.url}])
    found: dict[str, object] = {}
    for address in PAGES:
        screen.goto(address)
        wide = screen.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found[address] = [*axe(screen), *(["scrolls sideways"] if wide else [])]

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
