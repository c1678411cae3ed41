"""An item at work: what is done is ticked off on this device alone, and what was seen long enough is read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from alur.base.access.rules import SYSTEM
from alur.knowledge.models import Reading
from alur.knowledge.rules import reading
from alur.knowledge.services import put_items
from alur.people.models import Placement
from tests import cast
from tests.browser import PHONE, Axe, is_wider_than_screen
from tests.imports import SARI, empty_store
from tests.knowledge.desk import WRITTEN_ON, row

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "# Sebelum\n\n- [ ] Cuci tangan\n- [ ] Pakai masker\n\n# Saat\n\n- [ ] Baca suhu\n\n# Sesudah\n\nCatat.\n"


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reading, "LEAST_SECONDS", 2)
    with empty_store():
        people = cast.assemble()
        Placement.objects.create(employee=people.sari, unit=people.sari.unit, valid_from=WRITTEN_ON, known_at=0)
        put_items(actor=SYSTEM, rows=[row("SOP", "Mengambil sampel", "procedure", "BALAI-A", SARI, body=TEXT)])
        cast.account(SARI)
        yield


def test_ticked_off_and_read(page: Page, axe: Axe) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/masuk?next=/pengetahuan/SOP")
    page.get_by_label("NIP atau nama pengguna").fill(SARI)
    page.get_by_label("Kata sandi").fill(cast.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    page.get_by_label("Pakai masker").check()
    expect(page.get_by_text("1 dari 3 selesai")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Pakai masker")).to_be_checked()
    expect(page.get_by_label("Cuci tangan")).not_to_be_checked()
    assert axe(page) == []
    assert not is_wider_than_screen(page)

    expect(page.get_by_text("Tercatat bahwa Anda sudah membaca ini")).to_be_visible(timeout=20_000)
    assert Reading.objects.count() == 1
    page.get_by_role("button", name="Mulai lagi").click()
    expect(page.get_by_label("Pakai masker")).not_to_be_checked()
    page.reload()
    expect(page.get_by_text("0 dari 3 selesai")).to_be_visible()
    # What was ticked went nowhere.
    assert {url.rpartition("/")[2] for url in sent} <= {"terbaca", "dibaca"}
