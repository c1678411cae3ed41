"""Files of items: attached by curators, read in the background, found page by page, and nobody else's than the item."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_q.models import OrmQ
from pypdf import PdfWriter

from alur.base.access.rules import SYSTEM
from alur.base.audit.models import Entry
from alur.base.files.queries import is_kept
from alur.base.lib import clock
from alur.base.lib.extracting.scans import is_installed
from alur.cli.doctor import search as doctor
from alur.knowledge.models import Audience, FilePage, FileState, ItemFile, ScanState
from alur.knowledge.services import extracting, put_items
from alur.knowledge.services.files import MOST_FILES
from alur.knowledge.services.merging import merge
from alur.people.models import Unit
from alur.search.queries.searching import Hit, search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, assemble
from tests.imports import empty_store
from tests.knowledge.desk import item, put_cast_items, row

pytestmark = [pytest.mark.django_db, pytest.mark.both]
FILES = Path(__file__).parents[1] / "base" / "lib" / "extracting" / "files"
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
ADDRESS = "/pengetahuan/SOP/berkas"
PLACES = ["", "/{id}", "/{id}/1", "/{id}/1/gambar", "/{id}/unduh"]
ACTS = ["/{id}/lepas", "/{id}/baca"]


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store(), clock.frozen_at(NOW):
        cast = assemble()
        put_cast_items(cast)
        yield cast


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    client.force_login(account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


@pytest.fixture
def curator() -> Client:
    return signed_in("kurator", "kurator:BALAI-A")


def sample(name: str) -> bytes:
    return (FILES / name).read_bytes()


def sent(client: Client, name: str, content: bytes, title: str = "", address: str = ADDRESS) -> tuple[int, str]:
    """Post a file and return status and page."""
    answer = client.post(address, {"berkas": SimpleUploadedFile(name, content), "judul": title})
    return answer.status_code, answer.content.decode()


def attached(client: Client, name: str, title: str = "") -> ItemFile:
    """Attach a sample and let it be read."""
    assert sent(client, name, sample(name), title)[0] == 302
    made = ItemFile.objects.latest("pk")
    extracting.read_file(made.pk)
    made.refresh_from_db()
    return made


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def hits(text: str) -> Sequence[Hit]:
    return search(text, limit=5, reader=EVERYTHING).hits


def test_a_pdf_is_found_at_its_page(curator: Client) -> None:
    made = attached(curator, "pedoman.pdf", "Pedoman vaksin")
    assert (made.state, made.page_count, made.added_by) == (FileState.READ, 2, f"account:{account_id('kurator')}")
    found = hits("lemari es cadangan Balai Besar")[0]
    assert (found.code, found.place, found.heading) == (
        "SOP",
        f"berkas/{made.pk}/2",
        "Pedoman vaksin · halaman 2",
    )
    assert "Halaman kedua memuat lampiran" in shown(signed_in(SARI), f"/pengetahuan/SOP/{found.place}")
    assert rebuilding.check() == []


def account_id(username: str) -> int:
    from alur.base.access.models import Account

    return Account.objects.get(username=username).pk


@pytest.mark.parametrize(
    ("name", "words", "number"),
    [
        ("pedoman.docx", "karantina di atas 8 °C", 3),
        ("gudang.xlsx", "Vestfrost", 1),
        ("salindia.pptx", "berita acara kedatangan", 2),
    ],
)
def test_other_documents_are_found_at_their_parts(curator: Client, name: str, words: str, number: int) -> None:
    made = attached(curator, name)
    assert hits(words)[0].place == f"berkas/{made.pk}/{number}"
    page = shown(signed_in(SARI), f"{ADDRESS}/{made.pk}/{number}")
    assert "<table>" in page if name == "gudang.xlsx" else words.split(maxsplit=1)[0] in page
    assert rebuilding.check() == []


def test_a_page_is_shown_as_it_looks(curator: Client) -> None:
    made = attached(curator, "pedoman.pdf")
    address = f"{ADDRESS}/{made.pk}/2/gambar"
    first, again = curator.get(address), curator.get(address)
    assert (first.status_code, first["Content-Type"], first.content[8:12]) == (200, "image/webp", b"WEBP")
    assert first.content == again.content
    assert is_kept(FilePage.objects.get(file=made, number=2).drawn)
    assert FilePage.objects.get(file=made, number=1).drawn == ""


def test_within_the_items_page_only_the_part_is_sent(curator: Client) -> None:
    made = attached(curator, "salindia.pptx")
    part = curator.get(f"{ADDRESS}/{made.pk}/2", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Petugas menandatangani" in part
    assert f'hx-get="{ADDRESS}/{made.pk}/1"' in part
    assert f'hx-get="{ADDRESS}/{made.pk}"' in shown(curator, "/pengetahuan/SOP")


def test_the_same_file_twice_is_one(curator: Client) -> None:
    attached(curator, "pedoman.pdf", "Satu")
    OrmQ.objects.all().delete()
    assert sent(curator, "lain.pdf", sample("pedoman.pdf"), "Dua")[0] == 302
    assert [each.title for each in ItemFile.objects.all()] == ["Dua"]
    assert OrmQ.objects.count() == 0
    assert hits("lemari es cadangan")[0].heading == "Dua · halaman 2"
    assert rebuilding.check() == []


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def with_macros() -> bytes:
    made = io.BytesIO(sample("gudang.xlsx"))
    with zipfile.ZipFile(made, "a") as out:
        out.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    return made.getvalue()


HOSTILE = {
    "kosong.pdf": (b"", "Berkas ini kosong"),
    "makro.xlsm": (with_macros(), "tanpa makro"),
    "makro.xlsx": (with_macros(), "tanpa makro"),
    "laman.pdf": (b"<!doctype html><script>alert(1)</script>", "bukan dokumen atau gambar"),
    "program.docx": (b"MZ\x90\0" + bytes(100), "bukan dokumen atau gambar"),
    "film.pdf": (b"\0\0\0\x20ftypisom" + bytes(40), "bukan dokumen atau gambar"),
    "bom.docx": (packed(word__document_dot_xml=bytes(260_000_000)), "bukan dokumen atau gambar"),
    "terkunci.docx": (sample("terkunci.docx"), "tanpa kata sandi"),
    "lama.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "format lama"),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_what_is_no_document_is_refused_at_the_door(curator: Client, name: str) -> None:
    content, words = HOSTILE[name]
    status, page = sent(curator, name, content)
    assert status == 422
    assert words in page
    assert ItemFile.objects.count() == 0


def test_what_is_larger_than_25_mb_is_refused(curator: Client) -> None:
    status, page = sent(curator, "besar.pdf", b"%PDF-1.7\n" + bytes(25_000_001))
    assert (status, ItemFile.objects.count()) == (422, 0)
    assert "25 MB" in page


def of_pages(count: int) -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "fault", "words"),
    [
        (sample("terkunci.pdf"), "locked", "dilindungi kata sandi"),
        (of_pages(501), "many_pages", "lebih dari 500 halaman"),
        (sample("pedoman.pdf")[:9_000], "damaged", "rusak atau tidak utuh"),
    ],
)
def test_what_cannot_be_read_says_why_to_curators_alone(
    curator: Client, content: bytes, fault: str, words: str
) -> None:
    assert sent(curator, "berkas.pdf", content)[0] == 302
    made = ItemFile.objects.get()
    extracting.read_file(made.pk)
    made.refresh_from_db()
    assert (made.state, made.fault, made.pages.count()) == (FileState.REFUSED, fault, 0)
    assert words in shown(curator, ADDRESS)
    sari = signed_in(SARI)
    assert words not in shown(sari, "/pengetahuan/SOP")
    assert sari.get(f"{ADDRESS}/{made.pk}/unduh").status_code == 404
    assert rebuilding.check() == []


def test_a_file_is_read_again_when_asked(curator: Client) -> None:
    made = attached(curator, "pedoman.pdf")
    FilePage.objects.filter(file=made).delete()
    ItemFile.objects.update(state=FileState.FAILED, fault="slow", page_count=0)
    assert "terlalu lama" in shown(curator, ADDRESS)
    assert len(list(doctor.files_were_read())) == 1
    assert curator.post(f"{ADDRESS}/{made.pk}/baca").status_code == 302
    extracting.read_file(made.pk)
    made.refresh_from_db()
    assert (made.state, made.fault, made.page_count) == (FileState.READ, "", 2)


def test_a_name_shows_nothing_that_cannot_be_seen(curator: Client) -> None:
    made = attached_as(curator, "gaji\u202efdp.exe\x07 \u200bbaru.pdf", "")
    assert made.title == "gajifdp.exe baru"
    assert sent(curator, "x.pdf", sample("pedoman.docx"), "Judul\0nol")[0] == 422


def attached_as(client: Client, name: str, title: str) -> ItemFile:
    assert sent(client, name, sample("pedoman.pdf"), title)[0] == 302
    return ItemFile.objects.get()


@pytest.mark.parametrize("place", [*PLACES, *ACTS])
def test_who_may_not_read_the_item_does_not_find_its_files(curator: Client, people: Cast, place: str) -> None:
    made = attached(curator, "pedoman.pdf")
    Audience.objects.create(item=item("SOP"), unit=Unit.objects.get(code="BALAI-A"), with_below=False)
    address = ADDRESS + place.format(id=made.pk)
    other = signed_in(people.tono.nip, "kurator:BALAI-B")
    answer = other.post(address) if place in ACTS else other.get(address)
    assert answer.status_code == 404
    assert ItemFile.objects.count() == 1
    # By another item's address it is not there, either.
    elsewhere = address.replace("/SOP/", "/SEMUA/")
    if place in PLACES[1:]:
        assert other.get(elsewhere).status_code == 404


@pytest.mark.parametrize("place", ["", *ACTS])
def test_readers_change_nothing(curator: Client, place: str) -> None:
    made = attached(curator, "pedoman.pdf")
    address = ADDRESS + place.format(id=made.pk)
    for reader in (signed_in(SARI), signed_in("lain", "kurator:BALAI-B")):
        assert reader.post(address).status_code == 403
    assert ItemFile.objects.get().state == FileState.READ


def test_what_is_taken_away_is_found_no_more(curator: Client) -> None:
    made = attached(curator, "pedoman.pdf")
    for _ in range(2):
        assert curator.post(f"{ADDRESS}/{made.pk}/lepas").status_code == 302
    assert [hit.place for hit in hits("lemari es cadangan Balai Besar") if hit.place] == []
    assert (ItemFile.objects.count(), FilePage.objects.count()) == (0, 0)
    acts = Entry.objects.filter(action__contains="_file").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["knowledge.attach_file", "knowledge.read_file", "knowledge.detach_file"]
    assert rebuilding.check() == []


def test_there_is_an_end_to_how_many(curator: Client) -> None:
    for number in range(MOST_FILES):
        ItemFile.objects.create(
            item=item("SOP"), stored=f"{number:064x}.pdf", title=str(number), size_bytes=1, added_at=NOW, added_by="x"
        )
    status, page = sent(curator, "lagi.pdf", sample("pedoman.pdf"))
    assert (status, ItemFile.objects.count()) == (422, MOST_FILES)
    assert "20 berkas" in page


def test_without_ocr_the_page_says_so(curator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    made = attached(curator, "pindai.pdf")
    assert (made.state, made.pages.get().scan) == (FileState.READ, ScanState.WAITING)
    assert "Tesseract" in shown(signed_in(SARI), "/pengetahuan/SOP")
    extracting.read_scans(made.pk)
    assert made.pages.get().scan == ScanState.WAITING
    assert [each.what for each in doctor.scans_can_be_read()] == [
        "1 pages of files are scans, and Tesseract is not installed."
    ]


@pytest.mark.skipif(not is_installed(), reason="Tesseract is not installed: apt-get install tesseract-ocr")
@pytest.mark.parametrize("name", ["pindai.pdf", "foto.png"])
def test_scans_are_found_once_they_are_read(curator: Client, name: str) -> None:
    made = attached(curator, name)
    assert [hit.place for hit in hits("apoteker penanggung jawab") if hit.place] == []
    extracting.read_what_waits()
    extracting.read_scans(made.pk)
    assert hits("apoteker penanggung jawab")[0].place == f"berkas/{made.pk}/1"
    assert "Tesseract" not in shown(curator, "/pengetahuan/SOP")
    assert rebuilding.check() == []


def test_files_go_with_an_item_that_becomes_part_of_another(curator: Client) -> None:
    attached(curator, "pedoman.pdf")
    attached(curator, "gudang.xlsx")
    twice = "/pengetahuan/SEMUA/berkas"
    everywhere = signed_in("pusat", "kurator")
    assert sent(everywhere, "lain.pdf", sample("pedoman.pdf"), address=twice)[0] == 302
    merge(actor=SYSTEM, code="SOP", into="SEMUA")
    assert sorted(each.ending for each in item("SEMUA").files.all()) == ["pdf", "xlsx"]
    assert [hit.code for hit in hits("Vestfrost")] == ["SEMUA"]
    assert rebuilding.check() == []


def test_another_text_keeps_the_files(curator: Client) -> None:
    made = attached(curator, "pedoman.pdf")
    put_items(actor=SYSTEM, rows=[row("SOP", "Judul lain", "procedure", "BALAI-A", SARI, body="Isi lain.")])
    assert hits("lemari es cadangan Balai Besar")[0].place == f"berkas/{made.pk}/2"
    assert rebuilding.check() == []
