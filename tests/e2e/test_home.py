"""The home pages as each role meets them in Chromium: her first page, by eye, by axe and by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Page, expect

from alur.base.access.models import Account
from alur.base.lib import clock
from alur.cli.demoyear import load
from alur.credit.models import Entry
from alur.people.models import Employee, Unit
from alur.records.queries import remembered
from tests.browser import GUISES, PHONE, Axe, is_wider_than_screen, speak
from tests.imports import empty_store

pytestmark = pytest.mark.django_db(transaction=True)

EVERYONE = ["Beranda", "Rapor JP", "Modul", "Penugasan", "Sesi", "Ujian", "Pengetahuan"]
# Role → her title and what the navigation offers her besides.
ROLES = {
    "pegawai": ("Pegawai", []),
    "atasan": ("Atasan", ["Tim saya"]),
    "pengelola": ("Pengelola unit", ["Unit", "Pusat"]),
    "kurator": ("Kurator", ["Kurasi"]),
    "ppsdm": ("PPSDM", ["Tim saya", "Unit", "Kurasi", "Pimpinan", "Pusat"]),
    "pimpinan": ("Pimpinan", ["Tim saya", "Unit", "Pimpinan", "Pusat"]),
    "admin": ("Admin", ["Unit", "Pimpinan", "Pusat"]),
}
PAGES = {
    "pegawai": ["/", "/rapor", "/rapor?tahun=1999", "/tim"],
    "ppsdm": [
        "/tim",
        "/unit",
        "/pusat",
        "/pusat?tahun=2022",
        "/pusat?tahun=1999",
        "/rapor/SARI",
        "/rapor/catatan/ENTRY",
    ],
}
LONG_NAME = "Raden Ajeng Siti Nurhaliza Kusumawardhani Wiraatmadja-Hadiningrat, S.Farm., Apt., M.Biomed."
LONG_UNIT = "Direktorat Pemberdayaan Masyarakat dan Pelaku Usaha Obat Tradisional, Suplemen Kesehatan, dan Kosmetik"


@pytest.fixture(autouse=True)
def _demo(page: Page) -> Iterator[None]:
    cache.clear()
    remembered.place.cache_clear()
    with empty_store():
        load(small=True, until=clock.today())
        yield
    cache.clear()


def sari() -> Employee:
    return Employee.objects.get(nip=Account.objects.get(username="pegawai").subject)


def entry() -> Entry:
    return Entry.objects.filter(employee_id=sari().pk).order_by("-at")[0]


def sign_in(page: Page, username: str) -> None:
    page.goto("about:blank")  # so that nothing of the page before is still asked for
    page.context.clear_cookies()
    page.goto("/masuk")
    page.get_by_label("NIP atau nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(settings.DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Halo, ")


def test_each_role_sees_her_first_page(page: Page, complaints: list[str]) -> None:
    found = {}
    for username in ROLES:
        sign_in(page, username)
        name = Account.objects.get(username=username).name
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Halo, {name}")
        expect(page.get_by_role("img")).to_be_visible()
        offered = (
            page.get_by_role("navigation", name="Utama").locator("li:visible a > span:first-of-type").all_inner_texts()
        )
        found[username] = (page.locator(".who-title").inner_text(), offered)

    assert found == {username: (title, [*EVERYONE, *more]) for username, (title, more) in ROLES.items()}
    assert complaints == []


@pytest.mark.parametrize(("size", "language", "theme"), GUISES)
def test_pages_are_accessible_and_fit(
    page: Page, axe: Axe, complaints: list[str], size: Any, language: str, theme: Any
) -> None:
    Employee.objects.filter(pk=sari().pk).update(name=LONG_NAME, position=LONG_UNIT)
    Account.objects.filter(username="pegawai").update(name=LONG_NAME)
    Unit.objects.update(name=LONG_UNIT)
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme)
    found: dict[str, object] = {}
    for username, addresses in PAGES.items():
        sign_in(page, username)
        speak(page, language)
        for address in addresses:
            page.goto(address.replace("SARI", sari().nip).replace("ENTRY", str(entry().pk)))
            found[address] = [*axe(page), *(["scrolls sideways"] if is_wider_than_screen(page) else [])]

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert complaints == []


def tab_to(page: Page, text: str) -> None:
    """Press Tab until what is focused reads so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == text:
            return
    pytest.fail(f"Tab never came to “{text}”")


def test_from_beranda_to_the_evidence_by_keyboard(page: Page) -> None:
    sign_in(page, "pegawai")
    tab_to(page, "Langsung ke isi")
    page.keyboard.press("Enter")
    tab_to(page, "Setiap JP dan buktinya")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rapor JP ")
    first = page.locator(".table tbody a").first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    evidence = page.locator("pre")
    expect(evidence).to_be_hidden()
    tab_to(page, "Tampilkan catatannya")
    page.keyboard.press("Enter")

    expect(evidence).to_be_visible()
    expect(evidence).to_contain_text(f'"id": "{entry().evidence_id}"')


COVERED = """() => {
    const focused = document.activeElement;
    if (focused.closest(".side, .skip") || focused === document.body) return "";
    const box = focused.getBoundingClientRect();
    const bar = document.querySelector(".side").getBoundingClientRect();
    return box.bottom > bar.top + 1 ? focused.innerText : "";
}"""


def test_the_phones_bar_covers_nothing(page: Page) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, "ppsdm")
    page.goto("/unit")
    covered = []
    for _ in range(70):
        page.keyboard.press("Tab")
        covered.append(page.evaluate(COVERED))
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    last, bar = page.locator(".foot > :last-child").bounding_box(), page.locator(".side").bounding_box()

    assert [text for text in covered if text] == []
    assert last is not None
    assert bar is not None
    assert last["y"] + last["height"] <= bar["y"]


def test_choosing_year_and_unit(screen: Page) -> None:
    sign_in(screen, "ppsdm")
    screen.goto("/pusat")
    screen.get_by_role("combobox", name="Unit").select_option(label="Balai Besar POM di Padang")
    screen.get_by_role("combobox", name="Tahun").select_option("2022")
    screen.get_by_role("button", name="Tampilkan").click()

    expect(screen.get_by_role("heading", level=1)).to_have_text("Pembelajaran 2022")
    expect(screen.get_by_role("combobox", name="Unit")).to_have_value("BBPOM-PADANG")
    with screen.expect_download() as downloading:
        screen.get_by_role("link", name="Unduh CSV").first.click()
    assert downloading.value.suggested_filename == "figures-2022-BBPOM-PADANG.csv"
    screen.get_by_role("link", name="Balai POM di Payakumbuh").click()
    expect(screen.get_by_role("combobox", name="Unit")).to_have_value("BPOM-PAYAKUMBUH")
    expect(screen.get_by_role("combobox", name="Tahun")).to_have_value("2022")
