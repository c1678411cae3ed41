"""A module without a network: taken along, cut off midway, finished, the browser closed, and sent later, once."""

import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from alur.cli.content import import_content
from alur.credit.models import Entry
from alur.learning.models import Answered, Completion, ScreenRead
from alur.records.services.rebuilding import check
from tests import cast
from tests.browser import PHONE, Axe, sign_out
from tests.imports import BUDI, SARI, empty_store
from tests.learning.desk import CONTENT, furnish
from tests.line import Line, line_to

pytestmark = pytest.mark.django_db(transaction=True)
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
QUEUED = re.compile(r"^\d+ belum terkirim$")


class Phone:
    """A phone with a browser that keeps what it has when it is closed, and a line that can be cut."""

    def __init__(self, playwright: Playwright, arguments: dict[str, Any], folder: Path, line: Line) -> None:
        self._playwright, self._arguments, self._folder, self._line = playwright, arguments, folder, line
        self._context: BrowserContext | None = None
        self.is_offline = False

    def open(self, address: str) -> Page:
        """Start the browser at an address."""
        self._context = self._playwright.chromium.launch_persistent_context(
            self._folder,
            **self._arguments,
            base_url=self._line.url,
            viewport=PHONE,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            has_touch=True,
            reduced_motion="reduce",
        )
        self._context.set_offline(self.is_offline)
        page = self._context.pages[0]
        page.goto(address)
        return page

    @property
    def context(self) -> BrowserContext:
        assert self._context
        return self._context

    def close(self) -> None:
        if self._context:
            self._context.close()
            self._context = None

    def cut(self) -> None:
        """Go where there is no network."""
        self._line.cut()
        self.is_offline = True
        self.context.set_offline(True)

    def mend(self) -> None:
        """Come back to where there is one."""
        self._line.mend()
        self.is_offline = False
        if self._context:
            self._context.set_offline(False)


@pytest.fixture
def phone(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path, live_server: Any
) -> Iterator[Phone]:
    yield from furnished_phone(playwright, browser_type_launch_args, tmp_path, live_server)


def furnished_phone(
    playwright: Playwright, arguments: dict[str, Any], tmp_path: Path, live_server: Any
) -> Iterator[Phone]:
    """Give a phone at the small agency, with an empty folder `modul` beside it."""
    port = int(live_server.url.rpartition(":")[2])
    with empty_store(), line_to(port) as line:
        furnish()
        (tmp_path / "modul").mkdir()
        cast.account(SARI)
        cast.account(BUDI)
        made = Phone(playwright, arguments, tmp_path / "browser", line)
        yield made
        made.close()


def sign_in(page: Page, username: str = SARI) -> None:
    page.get_by_label("NIP atau nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(cast.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def take_along(phone: Phone) -> Page:
    """Sign Sari in and save the module."""
    page = phone.open("/masuk?next=/modul/M1")
    sign_in(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.get_by_role("button", name="Simpan untuk luring").click()
    expect(page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()
    return page


def go_through(page: Page) -> None:
    """From screen 2 to the end, answering one question wrong at first."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Dua")
    page.get_by_label("salah").check()
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Bukan itu.")).to_be_visible()
    expect(page.get_by_text("Tepat.")).to_be_hidden()
    page.get_by_label("Tulis").fill(" tie.")
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Jawaban Anda: tie.")).to_be_visible()
    page.get_by_role("button", name="Coba lagi").click()
    page.get_by_label("benar").check()
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Tepat.")).to_be_visible()
    page.get_by_role("link", name="Lanjutkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiga")
    page.get_by_role("button", name="Selesaikan modul").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Modul selesai")


def queued(page: Page) -> Any:
    return page.get_by_role("link", name=QUEUED)


def jp() -> list[str]:
    return [str(amount) for amount in Entry.objects.values_list("amount", flat=True)]


def test_cut_off_in_the_middle_and_sent_after_the_browser_was_closed(phone: Phone, axe: Axe) -> None:
    page = take_along(phone)
    page.get_by_role("link", name="Mulai").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Satu")
    phone.cut()
    # The page is the server's own; its form is kept by the worker, and the copy goes on.
    page.get_by_role("button", name="Lanjutkan").click()
    expect(queued(page)).to_have_text("1 belum terkirim")
    go_through(page)
    expect(page.get_by_text("JP muncul begitu terkirim")).to_be_visible()
    assert axe(page) == []
    page.goto("/rapor")
    expect(page.get_by_text("Tidak ada jaringan")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Modul selesai")).to_be_visible()
    assert axe(page) == []
    phone.close()
    assert Completion.objects.count() == 0

    page = phone.open("/modul/M1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Modul selesai")
    expect(queued(page)).to_be_visible()
    phone.close()
    phone.mend()
    page = phone.open("/")
    expect(page.get_by_text("+1 JP")).to_be_visible()
    expect(queued(page)).to_be_hidden()

    assert (Completion.objects.count(), jp()) == (1, ["1.00"])
    assert sorted(ScreenRead.objects.values_list("screen", flat=True)) == [1, 2, 3]
    assert sorted(Answered.objects.values_list("question", "is_right")) == [(1, False), (1, True), (2, True)]
    assert check() == []
    page.goto("/modul/M1")
    expect(page.get_by_role("heading", name="Selesai pada")).to_be_visible()


def test_back_in_the_net_the_jp_show_on_the_page_that_is_open(phone: Phone) -> None:
    page = take_along(phone)
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    page.get_by_role("link", name="Lanjutkan").click()
    go_through(page)
    phone.mend()
    expect(page.get_by_text("+1 JP")).to_be_visible()
    expect(queued(page)).to_be_hidden()
    assert (Completion.objects.count(), jp()) == (1, ["1.00"])


def test_two_tabs_send_the_same_and_it_counts_once(phone: Phone) -> None:
    page = take_along(phone)
    other = phone.context.new_page()
    other.goto("/modul/M1")
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    page.get_by_role("link", name="Lanjutkan").click()
    go_through(page)
    other.goto("/modul/M1/layar/3")
    phone.mend()
    for each in (page, other):
        each.evaluate("dispatchEvent(new Event('online'))")
        expect(queued(each)).to_be_hidden()
    assert (Completion.objects.count(), jp(), check()) == (1, ["1.00"], [])


def test_another_person_on_the_phone_sees_and_sends_nothing_of_the_first(phone: Phone) -> None:
    page = take_along(phone)
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    page.get_by_role("link", name="Lanjutkan").click()
    go_through(page)
    phone.close()
    Session.objects.all().delete()
    phone.mend()
    page = phone.open("/")
    sign_in(page, BUDI)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Budi")
    expect(queued(page)).to_be_hidden()
    page.goto("/luring")
    expect(page.get_by_text("Semuanya sudah terkirim")).to_be_visible()
    expect(page.get_by_text("Belum ada yang disimpan")).to_be_visible()
    phone.cut()
    page.goto("/modul/M1")
    expect(page.get_by_text("Tidak ada jaringan")).to_be_visible()
    assert Completion.objects.count() == 0
    phone.mend()
    page.goto("/")
    sign_out(page)
    sign_in(page)
    expect(page.get_by_text("+1 JP")).to_be_visible()
    assert (Completion.objects.count(), jp()) == (1, ["1.00"])


def test_a_sign_in_that_ended_meanwhile_is_made_again_and_the_queue_goes_on(phone: Phone) -> None:
    page = take_along(phone)
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    page.get_by_role("link", name="Lanjutkan").click()
    go_through(page)
    Session.objects.all().delete()
    phone.mend()
    queued(page).click()
    expect(page.get_by_text("Sesi masuk Anda sudah berakhir.")).to_be_visible()
    page.get_by_role("link", name="Masuk lagi").click()
    sign_in(page)
    expect(page.get_by_text("+1 JP")).to_be_visible()
    expect(page.get_by_text("Semuanya sudah terkirim")).to_be_visible()
    assert (Completion.objects.count(), jp()) == (1, ["1.00"])


def test_signing_out_warns_and_then_leaves_nothing(phone: Phone) -> None:
    page = take_along(phone)
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    page.get_by_role("link", name="Lanjutkan").click()
    expect(queued(page)).to_have_text("1 belum terkirim")
    sign_out(page)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("1 belum terkirim")
    dialog.get_by_role("button", name="Tetap di sini").click()
    expect(queued(page)).to_have_text("1 belum terkirim")
    sign_out(page)
    dialog.get_by_role("button", name="Keluar dan hapus").click()
    expect(page.get_by_text("Tidak ada jaringan")).to_be_visible()
    page.goto("/modul/M1")
    expect(page.get_by_text("Tidak ada jaringan")).to_be_visible()
    expect(page.get_by_text("Semuanya sudah terkirim")).to_be_visible()
    assert page.evaluate("caches.keys().then((names) => names.includes('copies'))") is False


PLANT = """async (form) => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("alur", 1);
    asked.onsuccess = () => done(asked.result);
  });
  const account = document.querySelector("alur-offline").getAttribute("account");
  const made = database.transaction("waiting", "readwrite");
  made.objectStore("waiting").put({ ...form, account, id: crypto.randomUUID(), title: "Rusak" });
  await new Promise((done) => (made.oncomplete = done));
}"""


def test_a_bad_one_is_shown_with_its_reason_and_blocks_nothing(phone: Phone, axe: Axe) -> None:
    page = take_along(phone)
    phone.cut()
    page.evaluate(PLANT, {"path": "/modul/TIDAK/layar/1", "fields": {"record_id": ["x"]}, "at": "2020-01-01T00:00:00Z"})
    page.get_by_role("link", name="Mulai").click()
    page.get_by_role("link", name="Lanjutkan").click()
    go_through(page)
    phone.mend()
    expect(page.get_by_text("+1 JP")).to_be_visible()
    expect(queued(page)).to_have_text("1 belum terkirim")
    queued(page).click()
    line = page.get_by_role("listitem").filter(has_text="Rusak")
    expect(line).to_contain_text("tidak terbaca")
    assert axe(page) == []
    line.get_by_role("button", name="Buang").click()
    expect(page.get_by_text("Semuanya sudah terkirim")).to_be_visible()
    assert (Completion.objects.count(), jp()) == (1, ["1.00"])


def test_the_site_can_be_installed(phone: Phone) -> None:
    page = phone.open("/masuk")
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    devtools = phone.context.new_cdp_session(page)
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    assert devtools.send("Page.getAppManifest")["errors"] == []


def swipe(page: Page, start: int, end: int) -> None:
    devtools = page.context.new_cdp_session(page)
    moves = [("touchStart", [start]), ("touchMove", [(start + end) // 2]), ("touchMove", [end]), ("touchEnd", [])]
    for kind, points in moves:
        touches = [{"x": x, "y": 300} for x in points]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
    devtools.detach()


@pytest.mark.parametrize("is_offline", [False, True], ids=["online", "offline"])
def test_swipe_and_keys_move_between_screens(phone: Phone, is_offline: bool) -> None:
    page = take_along(phone)
    if is_offline:
        phone.cut()
    page.get_by_role("link", name="Mulai").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Satu")
    swipe(page, 300, 80)
    expect(heading).to_have_text("Dua")
    swipe(page, 80, 300)
    expect(heading).to_have_text("Satu")
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("Dua")
    if is_offline:
        expect(heading).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("Tiga")
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text("Dua")
    page.get_by_label("benar").focus()
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("Dua")
    expect(page.get_by_text("Layar 2 dari 3")).to_be_visible()


def test_pictures_are_taken_along_and_progress_made_online_is_known(phone: Phone, tmp_path: Path) -> None:
    folder = tmp_path / "modul"
    (folder / "a.png").write_bytes(PNG)
    (folder / "m1.md").write_text(CONTENT.replace("Isi tiga.", "![Label gizi](a.png)"), encoding="utf-8")
    assert import_content(folder).rejected == 0
    page = take_along(phone)
    page.get_by_role("link", name="Mulai").click()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dua")
    phone.cut()
    page.goto("/modul/M1")
    expect(page.locator("[data-view=start]").get_by_text("Baca layar: 1 dari 3")).to_be_visible()
    page.get_by_role("link", name="Lanjutkan di layar 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dua")
    page.goto("/modul/M1/layar/3")
    assert page.get_by_alt_text("Label gizi").evaluate("image => image.complete && image.naturalWidth > 0")
