"""Indonesian first, English when chosen."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def language_of(client: Client, **headers: str) -> tuple[str, bool]:
    response = client.get("/masuk", headers=headers)
    return response.headers["Content-Language"], "Masuk ke Alur" in response.content.decode()


def test_indonesian_whatever_the_browser_asks(client: Client) -> None:
    assert language_of(client) == ("id", True)
    assert language_of(client, **{"Accept-Language": "en-GB,en;q=0.9"}) == ("id", True)


def test_english_once_chosen(client: Client) -> None:
    answer = client.post("/bahasa", {"language": "en", "next": "/masuk"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk")
    assert language_of(client) == ("en", False)
    client.post("/bahasa", {"language": "id", "next": "/masuk"})
    assert language_of(client) == ("id", True)


@pytest.mark.parametrize("language", ["xx", "", "id\r\nX: y", "../en"])
def test_unknown_language_changes_nothing(client: Client, language: str) -> None:
    client.post("/bahasa", {"language": language, "next": "/masuk"})

    assert language_of(client) == ("id", True)


def test_cookie_with_nonsense_is_ignored(client: Client) -> None:
    client.cookies["bahasa"] = "javascript:alert(1)"

    assert language_of(client) == ("id", True)


def test_next_stays_in_the_house(client: Client) -> None:
    answer = client.post("/bahasa", {"language": "en", "next": "https://evil.example/"})

    assert answer.headers["Location"] == "/"
