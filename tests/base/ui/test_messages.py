"""Every message of the sources is translated, in both catalogs, with the same placeholders."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import alur
from setup import collecting

LOCALE = Path(alur.__file__).parent / "locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
Key = tuple[str, str]


@pytest.fixture(scope="module")
def used() -> set[Key]:
    return {(message.context or "", single(message.id)) for message in collecting.collected() if message.id}


def catalog(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def single(message: object) -> str:
    return message if isinstance(message, str) else message[0]  # type: ignore[index]


def entries(language: str) -> dict[Key, str]:
    return {
        (message.context or "", single(message.id)): single(message.string)
        for message in catalog(language)
        if message.id
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_catalog_holds_exactly_what_is_used(language: str, used: set[Key]) -> None:
    held = set(entries(language))

    assert {"missing": sorted(used - held), "unused": sorted(held - used)} == {"missing": [], "unused": []}


def test_every_message_is_translated() -> None:
    assert [key for key, text in entries("id").items() if not text] == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_placeholders_are_kept(language: str) -> None:
    wrong = {
        key: text
        for key, text in entries(language).items()
        if sorted(PLACEHOLDER.findall(key[1])) != sorted(PLACEHOLDER.findall(text))
    }

    assert wrong == {}


def test_indonesian_has_one_plural_form() -> None:
    assert (catalog("id").num_plurals, catalog("id").plural_expr) == (1, "0")
