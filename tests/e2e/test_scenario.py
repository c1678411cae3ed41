"""A scenario on a phone: with fingers and by keyboard alone, with a network and without one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from alur.learning.models import Completion, ScreenRead
from tests.browser import Axe, is_wider_than_screen
from tests.e2e.test_offline import Phone, furnished_phone, queued, sign_in, take_along
from tests.learning.desk import take_content
from tests.learning.test_scenario_rules import SCENARIO

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path, live_server: Any
) -> Iterator[Phone]:
    for phone in furnished_phone(playwright, browser_type_launch_args, tmp_path, live_server):
        take_content(SCENARIO)
        yield phone


def heading(page: Page) -> Any:
    return page.get_by_role("heading", level=1)


def choose(page: Page, name: str) -> None:
    page.locator(".ways :visible").get_by_text(name).first.click()


def test_by_keyboard_with_a_network(phone: Phone, axe: Axe) -> None:
    page = phone.open("/masuk?next=/modul/M1/layar/1")
    sign_in(page)
    expect(heading(page)).to_have_text("Suhu lemari 12 °C")
    assert axe(page) == []
    assert not is_wider_than_screen(page)
    page.keyboard.press("ArrowRight")
    expect(heading(page)).to_have_text("Suhu lemari 12 °C")
    page.get_by_role("button", name="Catat saja").focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Hanya dicatat")
    page.keyboard.press("ArrowLeft")
    expect(heading(page)).to_have_text("Suhu lemari 12 °C")
    page.get_by_role("button", name="Pindahkan vaksin").focus()
    page.keyboard.press("Space")
    expect(heading(page)).to_have_text("Dipindahkan")
    expect(page.get_by_text("Layar 2 dari 3")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(heading(page)).to_have_text("Penutup")
    page.get_by_role("button", name="Selesaikan modul").click()
    expect(heading(page)).to_have_text("Modul selesai")
    assert Completion.objects.count() == 1


def test_without_a_network(phone: Phone, axe: Axe) -> None:
    page = take_along(phone)
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    choose(page, "Catat saja")
    expect(heading(page)).to_have_text("Hanya dicatat")
    expect(page.get_by_text("Layar 2 dari 3")).to_be_hidden()
    choose(page, "Ulangi")
    expect(heading(page)).to_have_text("Suhu lemari 12 °C")
    choose(page, "Pindahkan")
    expect(heading(page)).to_have_text("Dipindahkan")
    expect(page.get_by_text("Layar 2 dari 3")).to_be_visible()
    assert axe(page) == []
    phone.close()
    page = phone.open("/modul/M1")
    expect(page.locator("[data-view=start]").get_by_text("Baca layar: 1 dari 3")).to_be_visible()
    expect(page.get_by_role("link", name="Penutup")).to_be_hidden()
    page.get_by_role("link", name="Lanjutkan di layar 2").click()
    page.get_by_role("link", name="Lanjutkan", exact=True).click()
    expect(heading(page)).to_have_text("Penutup")
    page.get_by_role("button", name="Selesaikan modul").click()
    phone.mend()
    expect(page.get_by_text("+1 JP")).to_be_visible()
    expect(queued(page)).to_be_hidden()
    assert Completion.objects.count() == 1
    read = ScreenRead.objects.order_by("at", "rid").values_list("screen", "choice")
    assert list(read) == [(1, 2), (2, None), (1, 3), (3, None), (4, None)]
