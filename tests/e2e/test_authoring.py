"""A module on a phone from its title to its readers, and what scripts add: saving, preview, blocks, nothing lost."""

import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from alur.learning.models import Draft, ModuleContent
from tests import cast
from tests.browser import PHONE, Axe
from tests.imports import empty_store
from tests.learning.desk import furnish

pytestmark = pytest.mark.django_db(transaction=True)
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


@pytest.fixture(autouse=True)
def _desk(page: Page) -> Iterator[None]:
    with empty_store():
        furnish()
        for name in ("rini", "dewi"):
            cast.account(name, "kurator")
        yield


def sign_in(page: Page, username: str, then: str) -> None:
    page.goto(f"/masuk?next={then}")
    page.get_by_label("NIP atau nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(cast.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    # Until it is there with its styles, it may be as wide as its words.
    page.wait_for_url(f"**{then}")


def clean(page: Page, axe: Axe) -> list[object]:
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*axe(page), *(["scrolls sideways"] if wide else [])]


def test_a_module_on_a_phone_from_its_title_to_its_readers(
    page: Page, browser: Browser, live_server: Any, axe: Axe
) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, "rini", "/kurasi/modul")
    assert clean(page, axe) == []
    page.get_by_role("link", name="Tulis modul baru").click()
    page.get_by_label("Judul").fill("Membaca label pangan")
    assert clean(page, axe) == []
    page.get_by_role("button", name="Mulai menulis").click()

    page.get_by_label("JP").fill("0,5")
    text = page.get_by_label("Teks layar 1")
    text.fill("# Mulai\n\nIsi **tebal**.")
    expect(page.locator("#pratinjau-isi")).to_contain_text("Isi tebal.")
    page.get_by_text("Sisipkan blok").click()
    page.get_by_role("button", name="Urutkan langkah").click()
    expect(page.locator("#pratinjau-isi alur-order")).to_be_visible()
    text.fill(f"{text.input_value()}\n\n## ? Apa\n- (x) satu")
    expect(page.get_by_text("Soal ini tidak memberi pilihan.")).to_be_visible()
    page.get_by_role("button", name="Baris 12").click()
    assert page.evaluate("getSelection().toString()") == "## ? Apa"
    text.press("ControlOrMeta+End")
    page.keyboard.type("\n- ( ) dua")
    expect(page.get_by_text("Tidak ada yang salah")).to_be_visible()
    assert clean(page, axe) == []
    page.get_by_role("button", name="Ke tinjauan").click()
    assert clean(page, axe) == []
    page.get_by_role("button", name="Minta tinjauan").click()
    expect(page.get_by_text("Menunggu orang lain")).to_be_visible()

    context = browser.new_context(base_url=live_server.url)
    other = context.new_page()
    sign_in(other, "dewi", "/kurasi/modul")
    other.get_by_role("link", name="Membaca label pangan").click()
    assert clean(other, axe) == []
    other.get_by_role("button", name="Terbitkan").click()
    expect(other.get_by_text("Terbit sebagai versi 1.")).to_be_visible()
    assert clean(other, axe) == []
    context.close()
    assert ModuleContent.objects.get(activity__code="MLP-01").question_count == 2


def test_what_cannot_be_sent_is_sent_when_the_page_is_opened_again(page: Page) -> None:
    sign_in(page, "rini", "/kurasi/modul/baru")
    page.get_by_label("Judul").fill("Tanpa jaringan")
    page.get_by_role("button", name="Mulai menulis").click()
    page.get_by_label("Teks layar 1").fill("# Awal")
    expect(page.locator("#simpanan")).to_contain_text("Tersimpan pukul")
    address = page.url
    page.context.set_offline(True)
    page.get_by_label("Teks layar 1").fill("# Saat luring")
    expect(page.locator("#simpanan")).to_contain_text("Belum tersimpan")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.get_by_label("Teks layar 1")).to_have_value("# Saat luring")
    page.reload()
    expect(page.get_by_label("Teks layar 1")).to_have_value("# Saat luring")
    assert Draft.objects.get().body["screens"] == ["# Saat luring"]


def test_acts_right_after_typing_are_no_conflict_with_herself(page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "tabel.png"
    picture.write_bytes(PNG)
    sign_in(page, "rini", "/kurasi/modul/baru")
    page.get_by_label("Judul").fill("Menulis cepat")
    page.get_by_role("button", name="Mulai menulis").click()
    page.get_by_label("Teks layar 1").fill("# Satu")
    page.get_by_role("button", name="Tambah layar di bawah").click()
    page.get_by_label("Teks layar 2").fill("# Dua")
    page.get_by_label("Gambar, video").set_input_files(picture)
    page.get_by_label("Isi gambar").fill("Tabel gizi")
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_label("Teks layar 2")).to_have_value(re.compile(r"!\[Tabel gizi\]"))
    page.get_by_label("Teks layar 1").fill("# Satu lagi")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Tersimpan.")).to_be_visible()
    # What the page left behind would be sent when it is opened again.
    page.reload(wait_until="networkidle")
    expect(page.locator("#bentrok")).to_be_empty()
    draft = Draft.objects.get()
    assert (draft.copies.count(), draft.body["screens"][0]) == (0, "# Satu lagi")


def test_without_scripts(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "rini", "/kurasi/modul/baru")
    page.get_by_label("Judul").fill("Tanpa skrip")
    page.get_by_role("button", name="Mulai menulis").click()
    page.get_by_label("Teks layar 1").fill("# Satu\n\n## ? Apa\n- (x) a")
    page.get_by_role("button", name="Pratinjau").click()
    expect(page.locator("#pratinjau-isi")).to_contain_text("Apa")
    expect(page.get_by_text("Soal ini tidak memberi pilihan.")).to_be_visible()
    page.get_by_text("Sisipkan blok").click()
    page.get_by_role("button", name="Tabel").click()
    expect(page.get_by_label("Teks layar 1")).to_have_value(re.compile(r"- \(x\) a\s+\| "))
    context.close()
