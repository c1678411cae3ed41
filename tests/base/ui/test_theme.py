"""Light, dark or as the device has it: by a form that needs no script, made by the server so that nothing flashes."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def look(client: Client) -> tuple[str | None, list[str]]:
    """Return the theme that a page is made with, and the colours it tells the browser for its own bars."""
    page = client.get("/masuk").content.decode()
    theme = re.search(r'<html lang="id"(?: data-theme="(\w+)")?>', page)
    assert theme is not None
    return theme[1], re.findall(r'name="theme-color" content="(#\w+)"', page)


def test_as_the_device_has_it_unless_chosen(client: Client) -> None:
    assert look(client) == (None, ["#ffffff", "#172123"])


def test_chosen_and_given_back(client: Client) -> None:
    answer = client.post("/tema", {"theme": "dark", "next": "/masuk?next=/akun"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk?next=/akun")
    assert look(client) == ("dark", ["#172123"])
    client.post("/tema", {"theme": "light", "next": "/masuk"})
    assert look(client) == ("light", ["#ffffff"])
    client.post("/tema", {"theme": "", "next": "/masuk"})
    assert look(client) == (None, ["#ffffff", "#172123"])


@pytest.mark.parametrize("nonsense", ["blue", 'dark" onload="x', "dark\r\nX: y", "x" * 9_000])
def test_nonsense_is_the_devices_own(client: Client, nonsense: str) -> None:
    client.post("/tema", {"theme": nonsense, "next": "/masuk"})
    assert look(client) == (None, ["#ffffff", "#172123"])

    client.cookies["tema"] = nonsense.replace("\r\n", "")
    assert look(client)[0] is None


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "", "javascript:alert(1)"])
def test_next_stays_in_the_house(client: Client, address: str) -> None:
    assert client.post("/tema", {"theme": "dark", "next": address}).headers["Location"] == "/"


def test_only_by_a_form(client: Client) -> None:
    assert client.get("/tema").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/tema", {"theme": "dark"}).status_code == 403
