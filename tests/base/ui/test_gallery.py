"""The page of all parts: nothing of the house's own is missing from it, in either language."""

import re
from pathlib import Path

import pytest
from django.test import Client

from alur.base.ui import gallery
from tests import cast

pytestmark = pytest.mark.django_db

TEMPLATES = Path(gallery.__file__).parent / "jinja2" / "ui"
# What others draw, and what must be around a page.
WITHIN_OTHERS = {"numbers", "chart", "field", "form_errors", "open_key", "results", "stroke", "under_way"}
AROUND = {"gaya", "navigation", "top"}


@pytest.fixture
def sari(client: Client) -> Client:
    client.force_login(cast.account("sari"))
    return client


def macros() -> set[str]:
    pages = [page.read_text(encoding="utf-8") for page in TEMPLATES.glob("*.html") if page.stem not in AROUND]
    return {name for page in pages for name in re.findall(r"{% macro (\w+)", page)}


def test_every_part_is_shown() -> None:
    page = (TEMPLATES / "gaya.html").read_text(encoding="utf-8")
    shown = {name for name in macros() if re.search(rf"[^\w]{name}\(", page)}

    assert macros() - shown - WITHIN_OTHERS == set()


def test_every_part_is_used_somewhere() -> None:
    house = TEMPLATES.parents[3]
    pages = [page for page in house.rglob("jinja2/**/*.html") if page.stem != "gaya"]
    text = "\n".join(
        re.sub(r"{% macro \w+\(|{#.*?#}", "", page.read_text(encoding="utf-8"), flags=re.DOTALL) for page in pages
    )

    assert {name for name in macros() if not re.search(rf"[^\w]{name}( as \w+)?[ (,]", text)} == set()


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get("/gaya").headers["Location"] == "/masuk?next=/gaya"


@pytest.mark.parametrize(("language", "number"), [("id", "4.948,82"), ("en", "4,948.82")])
def test_it_speaks_the_language_chosen(sari: Client, language: str, number: str) -> None:
    sari.cookies["bahasa"] = language
    page = sari.get("/gaya").content.decode()

    assert f'<html lang="{language}">' in page
    assert number in page


def test_a_form_is_shown_wrong_as_a_whole_and_in_its_fields(sari: Client) -> None:
    form = sari.get("/gaya").content.decode().partition('<form class="form"')[2].partition("</form>")[0]
    assert (form.count('role="alert"'), form.count('class="wrong"')) == (1, 2)


def test_toasts_and_numbers(sari: Client) -> None:
    page = sari.post("/gaya", {"tone": "warning"}, follow=True).content.decode()
    assert re.search(r'role="status"[^>]*><div class="toast toast-warning"><p>', " ".join(page.split()))
    assert sari.post("/gaya", {"tone": "nonsense"}).status_code == 302

    rows = sari.get("/gaya?format=csv").content.decode().splitlines()
    assert (rows[:2], len(rows)) == (["month,now,before", "1,7,5"], 13)
