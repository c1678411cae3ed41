"""The door and one's own account as people meet them: in Chromium, on a phone and a desktop."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from tests import cast
from tests.browser import GUISES, Axe, is_wider_than_screen, sign_out, speak

pytestmark = pytest.mark.django_db(transaction=True)

SIGN_IN = "Masuk"
FIRST_PAGE = "Bagian-bagian layar"
OPEN_PAGES = ["/masuk", "/lupa-sandi", "/akun/nonaktif", "/sandi-baru/1/abc-def", "/tidak-ada"]
OWN_PAGES = ["/gaya", "/akun", "/akun/sandi", "/akun/konfirmasi", "/keluar", "/tidak-ada"]


@pytest.fixture(autouse=True)
def people(page: Page) -> Iterator[cast.Cast]:
    cache.clear()
    assembled = cast.assemble()
    cast.account(cast.SARI, "pengelola:BALAI-A")
    yield assembled
    cache.clear()


def sign_in(page: Page, password: str = cast.PASSWORD) -> None:
    page.goto("/masuk?next=/gaya")
    page.get_by_label("NIP atau nama pengguna").fill(cast.SARI)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name=SIGN_IN, exact=True).click()


def test_signing_in_and_out(screen: Page, complaints: list[str]) -> None:
    sign_in(screen)
    expect(screen.get_by_role("heading", level=1)).to_have_text(FIRST_PAGE)
    expect(screen.get_by_role("button", name="Sari Wulandari")).to_contain_text("Pengelola unit")

    sign_out(screen)
    expect(screen).to_have_url(re.compile(r"/masuk$"))
    screen.goto("/akun")
    expect(screen).to_have_url(re.compile(r"/masuk\?next=/akun$"))
    assert complaints == []


def test_wrong_password_is_said_beside_the_form(screen: Page) -> None:
    sign_in(screen, "salah")

    expect(screen.get_by_role("alert")).to_have_text(
        "NIP atau kata sandi tidak cocok. Periksa keduanya, atau pilih “Lupa sandi”."
    )
    expect(screen.get_by_label("NIP atau nama pengguna")).to_have_value(cast.SARI)


def test_forgotten_password_says_the_same_for_anyone(page: Page) -> None:
    said = []
    for name in (cast.SARI, "199912312025011009"):
        page.goto("/masuk")
        page.get_by_role("link", name="Lupa sandi").click()
        page.get_by_label("NIP atau nama pengguna").fill(name)
        page.get_by_role("button", name="Kirim").click()
        expect(page.get_by_text("tautan untuk membuat kata sandi baru")).to_be_visible()
        said.append(page.locator("main").inner_text())

    assert said[0] == said[1]


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/masuk?next=/akun")
    expect(page.get_by_label("NIP atau nama pengguna")).to_be_focused()
    page.keyboard.type(cast.SARI)
    page.keyboard.press("Tab")
    page.keyboard.type(cast.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Akun saya")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Langsung ke isi")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Ubah kata sandi")


def test_without_scripts(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page)

    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST_PAGE)
    context.close()


def test_choosing_a_language_comes_back_to_the_page(page: Page) -> None:
    page.goto("/masuk?next=/akun")
    page.get_by_role("button", name="English").click()

    expect(page).to_have_url(re.compile(r"/masuk\?next=/akun$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to Alur")
    expect(page.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")


def test_menu_of_the_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page)
    bar = page.get_by_role("navigation", name="Utama")
    expect(bar.locator("li:visible")).to_have_text(["Beranda", "Rapor JP", "Modul", "Menu"])
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu").get_by_role("link", name="Unit").click()

    expect(page).to_have_url(re.compile(r"/unit$"))


def test_a_form_is_sent_once(page: Page) -> None:
    sign_in(page)
    page.goto("/akun")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate(
        "() => { const button = document.querySelector('form[action=\"/akun/perangkat\"] button');"
        " button.click(); button.click(); button.click(); }"
    )
    expect(page.get_by_role("status")).to_have_text("Anda sudah keluar di semua perangkat lain.")

    assert len(sent) == 1


@pytest.mark.parametrize(("width", "language", "theme"), GUISES)
def test_pages_are_accessible_and_fit(
    page: Page, axe: Axe, complaints: list[str], width: Any, language: str, theme: Any
) -> None:
    page.set_viewport_size(width)
    page.emulate_media(color_scheme=theme)
    found: dict[str, object] = {}

    def look(path: str) -> None:
        page.goto(path)
        found[path] = [*axe(page), *(["scrolls sideways"] if is_wider_than_screen(page) else [])]

    page.goto("/masuk")
    speak(page, language)
    for path in OPEN_PAGES:
        look(path)
    speak(page, "id")
    sign_in(page)
    speak(page, language)
    for path in OWN_PAGES:
        look(path)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert complaints == []


def plug_in_key(page: Page) -> None:
    """Give the browser a security key that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_passkey_as_second_factor(page: Page, complaints: list[str]) -> None:
    plug_in_key(page)
    sign_in(page)
    page.goto("/akun")
    page.get_by_role("listitem").filter(has_text="Kunci sandi").get_by_role("link", name="Tambah").click()
    page.get_by_label("Kata sandi").fill(cast.PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kode cadangan")

    page.goto("/akun")
    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Satu langkah lagi")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST_PAGE)

    page.goto("/akun")
    sign_out(page)
    sign_in(page)
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('taken out')); }")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(page.get_by_text("Kunci sandi tidak terbaca.")).to_be_visible()
    assert complaints == []
