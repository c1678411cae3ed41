"""Pictures of a draft, and the blocks that its buttons put in."""

import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alur.learning.models import Draft, ModuleContent
from tests.imports import empty_store
from tests.learning.desk import furnish
from tests.learning.test_content_import import PNG
from tests.learning.test_drafts import GOOD, begun, press, published, reviewed, save, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store():
        furnish()
        yield


@pytest.fixture
def rini() -> Client:
    return signed_in("rini", "kurator")


@pytest.fixture
def dewi() -> Client:
    return signed_in("dewi", "kurator")


def picture(client: Client, draft: Draft, data: bytes, name: str = "Label gizi.png") -> list[str]:
    press(client, draft, "picture:1", gambar=SimpleUploadedFile(name, data), keterangan="Label [gizi]")
    draft.refresh_from_db()
    return list(draft.images)


def test_a_picture_is_kept_and_published(rini: Client, dewi: Client) -> None:
    draft = begun(rini)
    for _ in range(2):
        assert picture(rini, draft, PNG) == ["label-gizi.png"]
    assert "![Label (gizi)](label-gizi.png)" in draft.body["screens"][0]
    save(rini, draft, screens=["# Satu\n\n![Label](label-gizi.png)"])
    reviewed(rini, draft)
    published(dewi, draft)
    assert list(ModuleContent.objects.get(activity__code="ML-01").images) == ["label-gizi.png"]


def test_a_picture_that_is_removed_is_gone_once_no_screen_shows_it(rini: Client) -> None:
    draft = begun(rini)
    picture(rini, draft, PNG)
    press(rini, draft, "drop:1:label-gizi.png", screens=draft.body["screens"])
    draft.refresh_from_db()
    assert list(draft.images) == ["label-gizi.png"]
    save(rini, draft, screens=["# Satu"])
    press(rini, draft, "drop:1:label-gizi.png", screens=["# Satu"])
    draft.refresh_from_db()
    assert draft.images == {}


def test_blocks_come_in_the_language_of_the_screen(rini: Client) -> None:
    page = rini.get(f"/kurasi/draf/{begun(rini).pk}").content.decode()
    texts = " ".join(re.findall(r'data-snippet="([^"]*)"', page, re.DOTALL))
    assert "Langkah 1" in texts
    for word in ("Step", "Term", "Meaning", "Column", "Remember", "First", "which order"):
        assert word not in texts


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"",
        b"GIF89a/*<script>alert(1)</script>*/=0;",
        b"%PDF-1.7 <html><script>alert(1)</script>",
        b"MZ" + bytes(200),
        b"\x89PNG\r\n\x1a\n" + bytes(3_000_000),
    ],
)
def test_what_is_no_picture_is_refused_and_the_text_kept(rini: Client, data: bytes) -> None:
    draft = begun(rini)
    assert picture(rini, draft, data) == []
    assert draft.body["screens"] == GOOD["screens"]
    assert 'class="toast toast-error"' in rini.get(f"/kurasi/draf/{draft.pk}").content.decode()


def test_the_refusal_names_all_kinds_that_may_be_sent(rini: Client) -> None:
    draft = begun(rini)
    picture(rini, draft, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "gambar.svg")
    page = rini.get(f"/kurasi/draf/{draft.pk}").content.decode()

    assert "Simpan gambar sebagai PNG" in page
    assert "Simpan dokumen sebagai PDF" in page
