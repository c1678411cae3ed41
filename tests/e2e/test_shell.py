"""The shell as people use it in Chromium: the menu at her name, light and dark, keys through the pages."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from alur.catalogue.models import Activity, Kind
from alur.learning.models import Module
from tests import cast
from tests.browser import PHONE, Axe
from tests.insight.world import activity

pytestmark = pytest.mark.django_db(transaction=True)

PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(246, 248, 248)", "rgb(16, 24, 26)"


@pytest.fixture(autouse=True)
def people(page: Page) -> Iterator[None]:
    cache.clear()
    cast.assemble()
    cast.account(cast.SARI, "pengelola:BALAI-A")
    yield
    cache.clear()


def sign_in(page: Page, then: str = "/akun") -> None:
    page.goto(f"/masuk?next={then}")
    page.get_by_label("NIP atau nama pengguna").fill(cast.SARI)
    page.get_by_label("Kata sandi").fill(cast.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(f"**{then}")


def test_the_theme_is_chosen_in_the_menu_and_kept(screen: Page, axe: Axe, complaints: list[str]) -> None:
    sign_in(screen)
    assert screen.evaluate(PAPER) == LIGHT
    screen.locator(".who").click()
    assert axe(screen) == []
    screen.get_by_role("button", name="Gelap").click()

    expect(screen).to_have_url(re.compile("/akun$"))
    assert screen.evaluate(PAPER) == DARK
    screen.goto("/akun/sandi")
    assert screen.evaluate(PAPER) == DARK
    screen.emulate_media(color_scheme="light")
    assert screen.evaluate(PAPER) == DARK
    screen.locator(".who").click()
    expect(screen.get_by_role("button", name="Gelap")).to_have_attribute("aria-pressed", "true")
    screen.get_by_role("button", name="Otomatis").click()
    assert screen.evaluate(PAPER) == LIGHT
    assert complaints == []


def test_theme_and_menu_without_scripts(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    sign_in(page)
    page.locator(".who").click()
    page.get_by_role("button", name="Gelap").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator(".who").click()
    expect(page.get_by_role("link", name="Faktor kedua")).to_have_attribute("href", "/akun#faktor")
    context.close()


def test_the_menu_by_keyboard(page: Page) -> None:
    sign_in(page)
    page.locator(".who").focus()
    page.keyboard.press("Enter")
    menu = page.locator("#akun")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Akun saya")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(":focus")).to_contain_text("Sari Wulandari")


def test_keys_lead_through_the_pages(page: Page, axe: Axe, complaints: list[str]) -> None:
    sign_in(page)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Pintasan papan ketik")
    expect(dialog).to_contain_text(re.compile(r"Unit\s*g lalu n"))
    assert axe(page) == []
    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/unit$"))
    page.keyboard.press("x")
    page.keyboard.press("m")
    page.keyboard.press("Control+g")
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile("/unit$"))
    assert complaints == []


def test_keys_are_letters_while_she_writes(page: Page) -> None:
    sign_in(page, "/modul")
    page.locator("main input[type=search]").click()
    page.keyboard.type("gm?g n")

    expect(page.locator("main input[type=search]")).to_have_value("gm?g n")
    expect(page).to_have_url(re.compile("/modul$"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_can_be_switched_off(page: Page) -> None:
    sign_in(page)
    page.locator(".who").click()
    page.get_by_role("button", name="Pintasan papan ketik").click()
    page.get_by_label("Pakai pintasan ini di perangkat ini").uncheck()
    page.get_by_role("button", name="Tutup").click()
    page.goto("/akun/sandi")
    page.keyboard.press("?")
    page.keyboard.press("g")
    page.keyboard.press("m")

    expect(page).to_have_url(re.compile("/akun/sandi$"))
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(".who").click()
    page.get_by_role("button", name="Pintasan papan ketik").click()
    expect(page.get_by_label("Pakai pintasan ini di perangkat ini")).not_to_be_checked()


def test_slash_searches_from_anywhere(page: Page, axe: Axe, complaints: list[str]) -> None:
    sign_in(page)
    page.keyboard.press("/")
    page.keyboard.type("tidak ada")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/cari\?q=tidak\+ada$"))
    expect(page.get_by_text("Tidak ditemukan")).to_be_visible()
    assert axe(page) == []
    page.set_viewport_size(PHONE)
    page.goto("/akun")
    page.get_by_role("link", name="Cari").click()
    expect(page.get_by_label("Kata atau pertanyaan")).to_be_focused()
    assert complaints == []


def test_a_list_follows_what_is_typed(page: Page, complaints: list[str]) -> None:
    for code, title in (("M1", "Obat keras"), ("M2", "Rantai dingin")):
        Module.objects.create(activity=activity(Kind.MODULE, code, Decimal(1)))
        Activity.objects.filter(code=code).update(title=title, published_on=date(2022, 1, 1))
    sign_in(page, "/modul")
    expect(page.locator(".offer")).to_have_count(2)
    page.locator("main input[type=search]").press_sequentially("obat")
    expect(page.locator(".offer")).to_have_count(1)
    expect(page.locator(".offer")).to_contain_text("Obat keras")
    expect(page.locator("#jumlah")).to_have_text("1 modul Hapus saringan")
    assert page.evaluate("location.search").startswith("?q=obat&")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("link", name="Hapus saringan").click()
    expect(page.locator(".offer")).to_have_count(2)
    expect(page.locator("#jumlah")).to_have_text("2 modul")
    assert complaints == []


def test_a_request_that_nobody_answers_is_told_in_the_corner(page: Page) -> None:
    sign_in(page, "/modul")
    page.context.set_offline(True)
    page.locator("main input[type=search]").press_sequentially("obat keras", delay=400)

    toast = page.locator(".toast-error")
    expect(toast).to_have_text(re.compile("Tidak ada jaringan"))
    expect(toast).to_have_count(1)
    toast.get_by_role("button", name="Tutup").click()
    expect(page.locator(".toast")).to_have_count(0)


def test_good_news_go_once_read(page: Page) -> None:
    sign_in(page)
    page.clock.install()
    page.goto("/akun")
    page.locator("form[action='/akun/perangkat'] button").click()
    toast = page.locator(".toast-success")
    expect(toast).to_have_text(re.compile("Anda sudah keluar di semua perangkat lain"))
    page.clock.fast_forward(20_000)

    expect(toast).to_have_count(0)
