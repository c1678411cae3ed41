"""Without a network: steps, pairs, checklists and reflections, and the modules of the week with one tap."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Playwright, expect

from alur.base.lib import clock
from alur.cli.content import import_content
from alur.learning.models import Answered, Completion, Module, Note
from alur.learning.queries.contents import Version, contents
from alur.learning.queries.offers import offer
from alur.learning.services.finishing import finish_module
from alur.learning.services.progress import record_screen
from tests.browser import Axe
from tests.e2e.test_offline import Phone, furnished_phone, queued, sign_in, take_along
from tests.learning.desk import FRONT, SARI_ACTS, take_content

pytestmark = pytest.mark.django_db(transaction=True)
CONTENT = f"""{FRONT}
# Satu
## ? Urutkan
- 1. Surat tugas
- 2. Periksa
- 3. Catat

## ? Jodohkan
- Obat => CPOB
- Kosmetik => CPKB

---
# Dua
## [ ] Sebelum berangkat
- [ ] Surat tugas
- [ ] Segel

## ? Apa yang Anda ubah?
- ... Tulis satu hal
> Bandingkan dengan layar 1.
"""


@pytest.fixture
def phone(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path, live_server: Any
) -> Iterator[Phone]:
    for phone in furnished_phone(playwright, browser_type_launch_args, tmp_path, live_server):
        take_content(CONTENT)
        yield phone


def put_in_order(page: Page, *texts: str) -> None:
    """Move the steps by keyboard until they stand so."""
    expect(page.locator(".step:visible")).to_have_count(len(texts))
    for place, text in enumerate(texts):
        for _ in range(5):
            steps = page.locator(".step:visible").all_text_contents()
            at = next(number for number, step in enumerate(steps) if text in step)
            if at <= place:
                break
            page.get_by_role("button", name=f"Naik: {text}").press("Enter")


def test_every_kind_of_block_works_without_a_network(phone: Phone, axe: Axe) -> None:
    page = take_along(phone)
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    put_in_order(page, "Periksa", "Surat tugas", "Catat")
    page.get_by_label("Obat").select_option("CPOB")
    page.get_by_label("Kosmetik").select_option("CPKB")
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("bukan di sini tempatnya").locator("visible=true")).to_have_count(2)
    expect(page.get_by_text("Benar.", exact=True).locator("visible=true")).to_have_count(1)
    assert axe(page) == []
    page.get_by_role("button", name="Coba lagi").click()
    put_in_order(page, "Surat tugas", "Periksa", "Catat")
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Benar.", exact=True).locator("visible=true")).to_have_count(2)
    page.get_by_role("link", name="Lanjutkan").click()

    page.get_by_label("Segel").check()
    page.get_by_label("Apa yang Anda ubah?").fill("Surat tugas dulu")
    expect(page.get_by_text("Bandingkan dengan layar 1.")).to_be_visible()
    page.wait_for_timeout(1_000)
    phone.close()
    page = phone.open("/modul/M1/layar/2")
    expect(page.get_by_label("Segel")).to_be_checked()
    expect(page.get_by_label("Apa yang Anda ubah?")).to_have_value("Surat tugas dulu")
    assert axe(page) == []
    page.goto("/luring")
    expect(page.get_by_text("Catatan Anda").first).to_be_visible()
    page.goto("/modul/M1/layar/2")
    page.get_by_role("button", name="Selesaikan modul").click()
    phone.mend()
    expect(page.get_by_text("+1 JP")).to_be_visible()
    expect(queued(page)).to_be_hidden()
    assert Completion.objects.count() == 1
    assert sorted(Note.objects.values_list("text", flat=True)) == ["2", "Surat tugas dulu"]
    assert sorted(Answered.objects.values_list("question", "is_right")) == [(1, False), (1, True), (2, True)]


def test_the_modules_of_the_week_go_along_with_one_tap(phone: Phone, axe: Axe) -> None:
    page = phone.open("/masuk?next=/luring")
    sign_in(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.get_by_role("button", name="Bawa modul minggu ini").click()
    expect(page.get_by_text("belum ada yang perlu dibawa")).to_be_visible()
    record_screen(actor=SARI_ACTS, code="M1", screen=2, record_id=uuid4(), at=clock.now())
    page.get_by_role("button", name="Bawa modul minggu ini").click()
    expect(page.get_by_text("Tersimpan di ponsel ini: Validasi proses.")).to_be_visible()
    assert axe(page) == []
    phone.cut()
    page.goto("/modul/M1/layar/1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Satu")


def test_what_is_no_longer_offered_leaves_the_phone(phone: Phone) -> None:
    page = take_along(phone)
    Module.objects.filter(activity__code="M1").update(is_archived=True)
    page.goto("/luring")
    expect(page.get_by_text("tidak lagi ditawarkan dan sudah dihapus dari ponsel ini")).to_be_visible()
    expect(page.get_by_text("Belum ada yang disimpan")).to_be_visible()
    phone.cut()
    page.goto("/modul/M1/layar/1")
    expect(page.get_by_text("Tidak ada jaringan")).to_be_visible()


def test_a_document_is_saved_without_a_network(phone: Phone, tmp_path: Path) -> None:
    folder = tmp_path / "modul"
    (folder / "daftar.txt").write_text("Surat tugas", encoding="utf-8")
    (folder / "m1.md").write_text("---\ncode: M1\n---\n# Satu\n\n[Daftar](daftar.txt)\n", encoding="utf-8")
    assert import_content(folder).rejected == 0
    page = take_along(phone)
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Daftar").click()
    assert saved.value.suggested_filename == "daftar.txt"
    assert Path(saved.value.path()).read_text(encoding="utf-8") == "Surat tugas"


def test_in_another_year_a_copy_begins_anew(phone: Phone) -> None:
    page = take_along(phone)
    at, version = clock.now(), 2
    for number in (1, 2):
        record_screen(
            actor=SARI_ACTS, code="M1", screen=number, record_id=uuid4(), at=at, answers=right(), version=version
        )
    finish_module(actor=SARI_ACTS, code="M1", record_id=uuid4(), at=at, last_screen=2, version=version)
    page.reload()
    expect(page.get_by_role("heading", name="Selesai pada")).to_be_visible()
    phone.cut()
    page.goto("/modul/M1")
    expect(page.get_by_text("Modul ini sudah Anda selesaikan tahun ini")).to_be_visible()
    page.clock.set_fixed_time(at + timedelta(days=365))
    page.goto("/modul/M1")
    expect(page.get_by_role("link", name="Mulai")).to_be_visible()
    expect(page.get_by_text("Modul ini sudah Anda selesaikan tahun ini")).to_be_hidden()


def right() -> dict[int, list[str]]:
    """Return the answers of a form that are right."""
    order, match = contents(version_of("M1")).questions
    steps = [f"{shown}-{step.number}" for shown, step in enumerate(order.offered, start=1)]
    places = {answer.number: shown for shown, answer in enumerate(match.offered, start=1)}
    return {1: steps, 2: [str(places[number]) for number in sorted(places)]}


def version_of(code: str) -> Version:
    return offer(code).versions[0]
