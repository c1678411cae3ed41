"""A file becomes a draft with its structure; what cannot be read says why, and nothing is begun."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alur.knowledge.models import Draft
from alur.knowledge.rules.unpacking import typed_from_file
from tests.cast import SARI, account, assemble
from tests.imports import empty_store

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parents[1] / "base/lib/extracting/files"


@pytest.fixture(autouse=True)
def sari() -> Iterator[Client]:
    with empty_store():
        assemble()
        client = Client()
        client.force_login(account(SARI))
        client.cookies["bahasa"] = "id"
        yield client


def sent(client: Client, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    return client.post("/tulis/berkas", {"id": str(uuid4()), "berkas": file})


def test_what_it_begins_with_is_the_title() -> None:
    typed = typed_from_file("a_b.docx", ["# Cara **menyegel** 1\\.\n\nIsi.", "", "## Lalu\n\n- satu"])
    assert (typed.title, typed.body) == ("Cara menyegel 1.", "Isi.\n\n## Lalu\n\n- satu")
    assert typed_from_file("Tata_cara.txt", ["Isi saja."]).title == "Tata cara"


def test_a_document_of_word_keeps_headings_lists_and_tables(sari: Client) -> None:
    answer = sent(sari, "pedoman.docx", (FILES / "pedoman.docx").read_bytes())
    assert answer.status_code == 302
    body = Draft.objects.get().body["body"]
    assert ("## " in body or "# " in body, "\n- " in body or "\n1. " in body, "| --- |" in body) == (True, True, True)


def test_markdown_stays_as_it_is(sari: Client) -> None:
    sent(sari, "catatan.md", b"# Judul\r\n\r\n- [ ] satu\r\n- **dua**\r\n")
    draft = Draft.objects.get()
    assert (draft.body["title"], draft.body["body"]) == ("Judul", "- [ ] satu\n- **dua**")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gambar.docx", b"\x89PNG\r\n\x1a\n", "tidak"),
        ("kosong.txt", b"", "tidak"),
        ("jahat.docx", b"PK\x03\x04" + b"\0" * 100, "tidak"),
        ("laman.md", b"<html><body>x</body></html>", "tidak"),
    ],
)
def test_what_cannot_be_read_says_why(sari: Client, name: str, content: bytes, words: str) -> None:
    answer = sent(sari, name, content)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Draft.objects.count() == 0


def test_without_a_file_it_says_so(sari: Client) -> None:
    assert sari.post("/tulis/berkas", {"id": str(uuid4())}).status_code == 422


def test_sent_twice_it_is_one_draft(sari: Client) -> None:
    id = str(uuid4())
    for _ in range(2):
        file = SimpleUploadedFile("a.txt", b"Isi.", "text/plain")
        assert sari.post("/tulis/berkas", {"id": id, "berkas": file}).status_code == 302
    assert Draft.objects.count() == 1
