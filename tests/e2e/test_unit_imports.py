"""A file taken in by the browser at a desk: looked through, mended, taken in; and the unit's pages by axe."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Page, expect

from alur.home.importers import uploads
from alur.home.models import FileImport
from alur.people.models import Employee
from tests import cast
from tests.browser import Axe, is_wider_than_screen
from tests.imports import empty_store
from tests.learning.desk import furnish

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "nip,name,unit_code\n199102022015032009,Baru Sekali,BALAI\n123,Salah Satu,BALAI\n"


@pytest.fixture(autouse=True)
def _house(page: Page) -> Iterator[None]:
    with empty_store():
        furnish()
        cast.account("pusat", "ppsdm")
        yield


def test_a_file_is_looked_through_mended_and_taken_in(screen: Page, axe: Axe) -> None:
    screen.goto("/masuk?next=/unit/impor")
    screen.get_by_label("NIP atau nama pengguna").fill("pusat")
    screen.get_by_label("Kata sandi").fill(cast.PASSWORD)
    screen.get_by_role("button", name="Masuk", exact=True).click()
    assert (axe(screen), is_wider_than_screen(screen)) == ([], False)
    screen.get_by_label("Jenis data").select_option("employees")
    file = FilePayload(name="pegawai.csv", mimeType="text/csv", buffer=ROWS.encode())
    screen.locator("input[type=file]").set_input_files(file)
    screen.get_by_role("button", name="Unggah dan periksa").click()
    expect(screen.get_by_text("Sedang diperiksa")).to_be_visible()
    id = FileImport.objects.get().pk
    uploads.check(id)
    expect(screen.get_by_role("group", name="Baris 3").first).to_be_visible()
    assert (axe(screen), is_wider_than_screen(screen)) == ([], False)
    screen.locator("#sel-3-nip").fill("199203032016042001")
    screen.get_by_role("button", name="Periksa lagi").click()
    expect(screen.get_by_text("Sedang diperiksa")).to_be_visible()
    uploads.check(id)
    screen.get_by_role("button", name="Masukkan semua baris").click()
    expect(screen.get_by_text("Sedang dimasukkan")).to_be_visible()
    uploads.take(id)
    expect(screen.get_by_text("Sudah masuk")).to_be_visible()

    assert Employee.objects.filter(name__in=["Baru Sekali", "Salah Satu"]).count() == 2
    for address in ("/unit", "/unit/akun", "/unit/sesi", "/unit/akun/199203032016042001"):
        screen.goto(address)
        assert (address, axe(screen), is_wider_than_screen(screen)) == (address, [], False)
