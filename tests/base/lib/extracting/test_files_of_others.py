"""Files that other programs made, read page by page, scanned and drawn."""

import io
from pathlib import Path

import pytest
from PIL import Image

from alur.base.lib.extracting import running
from alur.base.lib.extracting.pages import Page
from alur.base.lib.extracting.scans import is_installed

FILES = Path(__file__).parent / "files"
needs_ocr = pytest.mark.skipif(not is_installed(), reason="Tesseract is not installed: apt-get install tesseract-ocr")


def pages_of(name: str) -> list[Page]:
    with (FILES / name).open("rb") as file:
        return running.read(file, name.rpartition(".")[2])


def test_docx_is_read_by_its_headings() -> None:
    assert pages_of("pedoman.docx") == [
        Page(
            1,
            "# Pedoman Penyimpanan Vaksin\n\nPedoman ini berlaku bagi **petugas gudang** di seluruh balai dan dibaca "
            "bersama [peraturan induknya](https://jdih.example/peraturan).",
            "Pedoman Penyimpanan Vaksin",
        ),
        Page(
            2,
            "## Suhu dan pencatatan\n\nVaksin disimpan pada suhu 2–8 °C. Suhu dicatat dua kali sehari, pagi dan sore, "
            "pada kartu kendali lemari pendingin.\n\n- Periksa alarm setiap pagi.\n- Catat nomor seri termometer.",
            "Suhu dan pencatatan",
        ),
        Page(
            3,
            "## Penyimpangan suhu\n\n1. Pindahkan vaksin ke lemari cadangan.\n1. Laporkan kepada apoteker penanggung "
            "jawab.\n\n| Suhu | Tindakan |\n| --- | --- |\n| di atas 8 °C | karantina |\n| di bawah 2 °C | uji kocok |"
            "\n\nHalaman kedua memuat lampiran: daftar lemari es cadangan milik Balai Besar.",
            "Penyimpangan suhu",
        ),
    ]


def test_pdf_is_read_by_its_pages() -> None:
    first, second = pages_of("pedoman.pdf")
    assert first.text.splitlines()[3] == (
        "Vaksin disimpan pada suhu 2–8 °C. Suhu dicatat dua kali sehari, pagi dan sore, pada kartu kendali lemari "
        "pendingin."
    )
    assert second == Page(2, "Halaman kedua memuat lampiran: daftar lemari es cadangan milik Balai Besar.")


def test_xlsx_is_read_by_its_sheets() -> None:
    assert pages_of("gudang.xlsx") == [
        Page(1, "| Kode | Merek | Suhu |\n| --- | --- | --- |\n| L-01 | Vestfrost | 4.5 |", "Lemari"),
        Page(2, "| Kode | Tanggal |\n| --- | --- |\n| L-01 | 2026-01-12 |", "Kalibrasi"),
    ]


def test_pptx_is_read_by_its_slides() -> None:
    assert pages_of("salindia.pptx") == [
        Page(1, "## Rantai dingin\n\n- Gudang pusat\n- Kendaraan berpendingin", "Rantai dingin"),
        Page(2, "## Serah terima\n\nPetugas menandatangani berita acara kedatangan", "Serah terima"),
    ]


@pytest.mark.parametrize("name", ["pindai.pdf", "foto.png"])
def test_a_scan_has_no_text_of_its_own(name: str) -> None:
    assert pages_of(name) == [Page(1, "", is_scan=True)]


@needs_ocr
@pytest.mark.parametrize("name", ["pindai.pdf", "foto.png"])
def test_a_scan_is_read_by_ocr(name: str) -> None:
    with (FILES / name).open("rb") as file:
        [page] = running.read_scans(file, name.rpartition(".")[2], [1])
    assert "Vaksin disimpan pada suhu 2-8" in page.text
    assert "kartu kendali lemari pendingin." in page.text


@pytest.mark.parametrize(("name", "number"), [("pedoman.pdf", 2), ("pindai.pdf", 1), ("foto.png", 1)])
def test_a_page_is_drawn(name: str, number: int) -> None:
    with (FILES / name).open("rb") as file:
        drawn = Image.open(io.BytesIO(running.draw(file, name.rpartition(".")[2], number)))
    assert drawn.format == "WEBP"
    assert 900 <= drawn.width <= 1_100


def test_plain_text_is_one_page() -> None:
    assert running.read(io.BytesIO(b"Baris satu\nBaris dua\n"), "txt") == [Page(1, "Baris satu\nBaris dua")]
