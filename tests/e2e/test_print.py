"""What comes out of the printer: the page's own matter, light whatever the screen, on few sheets of A4."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pypdf import PdfReader

from alur.base.lib import clock
from alur.cli.demoyear import load
from alur.records.queries import remembered
from tests.browser import DESKTOP
from tests.e2e.walk import signed_in
from tests.imports import empty_store

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _demo() -> Iterator[None]:
    cache.clear()
    remembered.place.cache_clear()
    with empty_store():
        load(small=True, until=clock.today())
        yield
    cache.clear()


def sheets(browser: Browser, server: str, username: str, address: str) -> list[str]:
    """Return the text of each sheet that a page is printed on, from a dark screen."""
    context = browser.new_context(base_url=server, viewport=DESKTOP, service_workers="block")
    session = signed_in(username).cookies["sessionid"].value
    given = {"sessionid": session, "tema": "dark"}
    context.add_cookies([{"name": name, "value": value, "url": server} for name, value in given.items()])
    page = context.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    context.close()
    return [sheet.extract_text() for sheet in printed.pages]


def test_what_is_printed(browser: Browser, live_server: object) -> None:
    server = str(live_server)
    [rapor] = sheets(browser, server, "pegawai", "/rapor")
    centre = sheets(browser, server, "ppsdm", "/pusat")
    leaders = sheets(browser, server, "pimpinan", "/pimpinan")

    assert ("Rapor JP" in rapor, "Menu" in rapor, "Unduh" in rapor, "Tampilkan" in rapor) == (True, False, False, False)
    assert ("Tabel 1" in centre[0], "JP menurut bulan" in centre[0], len(centre) <= 3) == (True, True, True)
    assert len(leaders) == 1
