"""A module in another year on a phone: what changed, and its questions at once."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from alur.base.lib import clock
from alur.learning.models import Completion
from alur.learning.services.finishing import finish_module
from alur.learning.services.progress import record_screen
from tests import cast
from tests.browser import PHONE, Axe, is_wider_than_screen
from tests.e2e.test_offline import sign_in
from tests.imports import SARI, empty_store
from tests.learning.desk import CONTENT, SARI_ACTS, furnish, take_content

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store():
        furnish()
        cast.account(SARI)
        at = clock.now() - timedelta(days=400)
        with clock.frozen_at(at):
            for number, answers in ((1, {}), (2, {1: ["1"], 2: ["TIE"]}), (3, {})):
                record_screen(actor=SARI_ACTS, code="M1", screen=number, record_id=uuid4(), at=at, answers=answers)
            finish_module(actor=SARI_ACTS, code="M1", record_id=uuid4(), at=at, last_screen=3)
        take_content(CONTENT.replace("Isi tiga.", "Isi yang baru."))
        yield


def test_on_a_phone_by_keyboard(page: Page, axe: Axe) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/masuk?next=/modul/M1")
    sign_in(page)
    assert axe(page) == []
    page.get_by_role("link", name="Uji diri dulu").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uji diri dulu")
    expect(page.get_by_text("yang baru", exact=True)).to_be_visible()
    assert axe(page) == []
    assert not is_wider_than_screen(page)
    page.get_by_label("benar").focus()
    page.keyboard.press("Space")
    page.get_by_label("Tulis").fill("tie")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Modul selesai")
    expect(page.get_by_text("+1 JP")).to_be_visible()
    assert axe(page) == []
    assert Completion.objects.count() == 2
