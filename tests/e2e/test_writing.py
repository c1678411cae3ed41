"""Knowledge on a phone from its title to whoever looks for it; what scripts add: pasting, dropping, nothing lost."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from alur.knowledge.models import Draft
from tests import cast
from tests.browser import PHONE, Axe
from tests.cast import SARI
from tests.e2e.test_authoring import clean, sign_in
from tests.imports import empty_store
from tests.knowledge.desk import put_cast_items

pytestmark = pytest.mark.django_db(transaction=True)
DOCX = Path(__file__).parents[1] / "base/lib/extracting/files/pedoman.docx"
# As Word puts it on the clipboard.
COPIED = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {}</style></head><body>
<h2>Suhu<o:p></o:p></h2><p class=MsoNormal>Jaga <span style='font-weight:bold'>rantai dingin</span>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Baca suhu</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·</span>pagi</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>Catat</p>
<table class=MsoTableGrid><tr><td><p>Vaksin</p></td><td><p>Suhu</p></td></tr>
<tr><td><p>Polio | oral</p></td><td><p>2–8</p></td></tr></table><img src="file:///C:/a.png"></body></html>"""
PASTED = """## Suhu

Jaga **rantai dingin**.

1. Baca suhu
   - pagi
2. Catat

| Vaksin | Suhu |
|---|---|
| Polio \\| oral | 2–8 |"""
PASTE = """([field, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "polos");
  field.focus();
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  return field.dispatchEvent(event);
}"""
DROP = """([zone, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  for (const kind of ["dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(autouse=True)
def _desk(page: Page) -> Iterator[None]:
    with empty_store():
        people = cast.assemble()
        put_cast_items(people)
        cast.account(SARI)
        cast.account("dewi", "kurator:BALAI-A")
        yield


def begin(page: Page, title: str) -> None:
    page.goto("/tulis")
    page.get_by_label("Judul").fill(title)
    page.get_by_role("button", name="Mulai menulis").click()
    expect(page.get_by_label("Teks", exact=True)).to_be_visible()


def paste(page: Page, html: str) -> bool:
    """Paste into the text; tell whether it was left to the browser."""
    field = page.locator("#body").element_handle()
    return bool(page.evaluate(PASTE, [field, html]))


def test_knowledge_on_a_phone_from_its_title_to_whoever_looks_for_it(
    page: Page, browser: Browser, live_server: Any, axe: Axe
) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, SARI, "/pengetahuan")
    page.get_by_role("link", name="Tulis", exact=True).click()
    assert clean(page, axe) == []
    begin(page, "Menyimpan vaksin")
    assert paste(page, COPIED) is False
    expect(page.locator("#body")).to_have_value(PASTED)
    expect(page.locator("#pratinjau-isi table")).to_contain_text("Polio | oral")
    page.get_by_label("Jenis").select_option("procedure")
    page.get_by_label("Topik").fill("Vaksin")
    expect(page.get_by_text("Belum ada pengetahuan dengan topik “Vaksin”.")).to_be_visible()
    assert clean(page, axe) == []
    page.get_by_role("button", name="Ke tinjauan").click()
    expect(page.get_by_role("heading", name="Sebelum dilihat pembaca")).to_be_visible()
    assert clean(page, axe) == []
    page.get_by_role("button", name="Minta tinjauan").click()
    expect(page.get_by_text("Menunggu kurator unit Anda.")).to_be_visible()
    page.goto("/cari?q=rantai+dingin")
    expect(page.get_by_role("link", name="Menyimpan vaksin")).to_have_count(0)

    context = browser.new_context(base_url=live_server.url)
    other = context.new_page()
    sign_in(other, "dewi", "/kurasi/tulisan")
    other.get_by_role("link", name="Menyimpan vaksin").click()
    assert clean(other, axe) == []
    other.get_by_role("button", name="Terbitkan").dblclick()
    expect(other.get_by_role("heading", name="Menyimpan vaksin", level=1)).to_be_visible()
    context.close()
    page.goto("/cari?q=rantai+dingin")
    page.get_by_role("link", name="Menyimpan vaksin").first.click()
    expect(page.get_by_text("Terverifikasi", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Riwayat").click()
    expect(page.get_by_text("Versi 1")).to_be_visible()
    assert clean(page, axe) == []


def test_what_has_no_structure_is_pasted_as_it_is_and_programs_never_run(page: Page) -> None:
    dialogs: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    sign_in(page, SARI, "/tulis")
    begin(page, "Uji")
    assert paste(page, "<meta charset='utf-8'><span>a * b</span>") is True
    paste(page, "<ul><li>x<script>alert(1)</script><img src=x onerror='alert(2)'></li></ul>")
    expect(page.locator("#body")).to_have_value("- x")
    page.locator("#body").fill("<img src=x onerror='alert(3)'><script>alert(4)</script> akhir")
    expect(page.locator("#pratinjau-isi")).to_contain_text("akhir")
    expect(page.get_by_text("Teks memuat kode program.")).to_be_visible()
    assert (dialogs, page.locator("#pratinjau-isi :is(script, img)").count()) == ([], 0)


def test_marks_stand_around_what_is_chosen(page: Page) -> None:
    sign_in(page, SARI, "/tulis")
    begin(page, "Uji")
    text = page.locator("#body")
    text.fill("satu dua")
    text.evaluate("field => field.setSelectionRange(5, 8)")
    page.get_by_role("button", name="Tebal").click()
    expect(text).to_have_value("satu **dua**")
    text.fill("satu\ndua")
    text.evaluate("field => field.setSelectionRange(0, 8)")
    page.get_by_role("button", name="Daftar").click()
    expect(text).to_have_value("- satu\n- dua")
    text.press("ControlOrMeta+z")
    expect(text).to_have_value("satu\ndua")


def test_a_file_that_is_dropped_becomes_a_draft(page: Page) -> None:
    sign_in(page, SARI, "/tulis")
    zone = page.locator("alur-drop").element_handle()
    page.evaluate(DROP, [zone, DOCX.name, b64encode(DOCX.read_bytes()).decode()])
    page.wait_for_url("**/tulis/*-*")
    assert "| --- |" in page.locator("#body").input_value()


def test_without_a_network_and_in_two_places_nothing_is_lost(page: Page) -> None:
    sign_in(page, SARI, "/tulis")
    begin(page, "Tanpa jaringan")
    text = page.locator("#body")
    text.fill("Awal")
    expect(page.locator("#pratinjau-isi")).to_contain_text("Awal")
    address = page.url
    second = page.context.new_page()
    second.goto(address)
    page.context.set_offline(True)
    text.fill("Saat luring")
    expect(page.locator("#simpanan")).to_contain_text("Belum tersimpan")
    page.context.set_offline(False)
    expect(page.locator("#simpanan")).to_contain_text("Tersimpan pukul", timeout=15_000)
    second.locator("#body").fill("Di tempat lain")
    expect(second.locator("#bentrok")).to_contain_text("Tidak ada yang hilang")
    draft = Draft.objects.get()
    assert (draft.body["body"], [copy.body["body"] for copy in draft.copies.all()]) == (
        "Saat luring",
        ["Di tempat lain"],
    )


def test_five_megabytes_are_not_saved_and_stay_in_the_page(page: Page) -> None:
    sign_in(page, SARI, "/tulis")
    begin(page, "Besar")
    large = "Kalimat yang panjang. " * 240_000
    page.locator("#body").evaluate("(field, text) => { field.value = text; }", large)
    page.locator("#body").press("End")
    page.keyboard.type("x")
    expect(page.locator("#simpanan")).to_contain_text("Belum tersimpan", timeout=20_000)
    assert len(page.locator("#body").input_value()) > 5_000_000
    assert Draft.objects.get().body["body"] == ""
