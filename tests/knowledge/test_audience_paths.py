"""Each role by each audience by each path: what somebody may not read is not there, and what she may is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM
from alur.base.lib import clock
from alur.knowledge.services import put_items
from alur.knowledge.urls import urlpatterns
from tests.cast import SARI, Cast, account, assemble
from tests.imports import empty_store
from tests.knowledge.desk import put_cast_items, row

pytestmark = pytest.mark.django_db
TITLE = "Cara menyegel sampel"
# Of BALAI-A, by Sari. Below lies LOKA-A, beside BALAI-B, above PUSAT.
VIEWERS = {
    "author": (SARI, []),
    "own unit": ("197503102000031002", []),
    "below": ("199001012014022003", []),
    "beside": ("198812122012121004", []),
    "above": ("197001011995032005", []),
    "nobody": ("tamu", []),
    "curator": ("staf", ["kurator:BALAI-A"]),
    "curator above": ("staf", ["kurator:PUSAT"]),
    "curator beside": ("staf", ["kurator:BALAI-B"]),
    "curator of all": ("staf", ["kurator"]),
    "ppsdm": ("staf", ["ppsdm"]),
    "admin": ("staf", ["admin"]),
    "manager": ("staf", ["pengelola:BALAI-A"]),
    "leadership": ("staf", ["pimpinan"]),
}
ALWAYS = {"author", "curator", "curator above", "curator of all", "ppsdm", "admin"}
READERS = {
    (): set(VIEWERS),
    ("BALAI-A",): {*ALWAYS, "own unit"},
    ("BALAI-A+",): {*ALWAYS, "own unit", "below"},
    ("PUSAT",): {*ALWAYS, "above"},
    ("PUSAT+",): {*ALWAYS, "above", "own unit", "below", "beside"},
    ("BALAI-B", "LOKA-A"): {*ALWAYS, "beside", "below"},
}
SHOWS = (
    "/pengetahuan",
    "/pengetahuan?q=menyegel",
    "/pengetahuan/SOP",
    "/cari?q=menyegel",
    "/cari/saran?q=menyegel",
    "/api/v1/search?q=menyegel",
    "/pengetahuan/LAIN/sekitar",
)


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store(), clock.frozen_at(datetime(2026, 6, 1, 3, tzinfo=UTC)):
        cast = assemble()
        put_cast_items(cast)
        put_items(
            actor=SYSTEM, rows=[row("LAIN", "Tentang menyegel", "lesson", "", "", body="Sampel, menyegel, cara.")]
        )
        yield cast


def keep_to(*units: str) -> None:
    put_items(actor=SYSTEM, rows=[replace(row("SOP", TITLE, "procedure", "BALAI-A", SARI), audience=units)])


def shown(client: Client) -> dict[str, bool]:
    """Return on which of the pages the title stands, or a count that holds the item."""
    pages = {address: client.get(address).content.decode() for address in SHOWS}
    found = {address: ">menyegel<" in text or TITLE in text for address, text in pages.items()}
    found["/cari?q=menyegel"] = "/pengetahuan/SOP" in pages["/cari?q=menyegel"]
    found["/cari/saran?q=menyegel"] = "/pengetahuan/SOP" in pages["/cari/saran?q=menyegel"]
    return found | {"count": "4 pengetahuan" in pages["/pengetahuan"]}


@pytest.mark.parametrize("audience", READERS)
def test_what_each_sees(audience: tuple[str, ...], client: Client) -> None:
    keep_to(*audience)
    said: dict[str, set[str]] = {}
    for place, (viewer, (name, roles)) in enumerate(VIEWERS.items()):
        client.force_login(account(name if name != "staf" else f"staf-{place}", *roles))
        said[viewer] = {what for what, is_there in shown(client).items() if is_there}
    assert said == {viewer: {*SHOWS, "count"} if viewer in READERS[audience] else set() for viewer in VIEWERS}


# Counting a reading answers nothing, whatever there is.
PATHS = sorted(
    str(each.pattern) for each in urlpatterns if "<str:code>" in str(each.pattern) and "dibaca" not in str(each.pattern)
)


@pytest.mark.parametrize("path", PATHS)
def test_no_address_of_an_item_answers_who_may_not_read_it(path: str, client: Client) -> None:
    keep_to("BALAI-B")
    client.force_login(account("staf", "kurator:LOKA-A"))
    address = path.replace("<str:code>", "{}").replace("<int:id>", "1").replace("<int:number>", "1")
    for way in (client.get, client.post):
        answers = [way(f"/{address.format(code)}") for code in ("SOP", "TIDAK-ADA")]
        assert {answer.status_code for answer in answers} <= {403, 404, 405}
        assert answers[0].status_code == answers[1].status_code
