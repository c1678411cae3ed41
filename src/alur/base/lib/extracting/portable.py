"""PDF, by PDFium."""

import re
from collections.abc import Iterator, Sequence
from typing import IO

import pypdfium2 as pdfium
from pypdfium2 import raw

from alur.base.lib.extracting.opening import Refused
from alur.base.lib.extracting.pages import LONGEST_PAGE, MOST_PAGES, Page
from alur.base.lib.extracting.pictures import MOST_HEIGHT, WIDTH, as_webp
from alur.base.lib.extracting.scans import words_in

FEW_LETTERS = 20
MOST_OBJECTS = 2_000
SCAN_DPI, POINTS_AN_INCH = 200, 72
MOST_SCAN_POINTS = 4_000
# PDFium's own mark for a hyphen at which a word was parted.
PARTED = re.compile("[\ufffe\x02]\\s*")
BREAK = re.compile(r"\r\n?")
ENDS = (".", "!", "?", ":", ";", "…")
LEAST_LINE = 40


def opened(file: IO[bytes]) -> pdfium.PdfDocument:
    """Open a document. Raises Refused."""
    try:
        document = pdfium.PdfDocument(file.read())
    except pdfium.PdfiumError as error:
        is_locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise Refused("locked" if is_locked else "damaged") from error
    if len(document) > MOST_PAGES:
        raise Refused("many_pages")
    if not len(document):
        raise Refused("damaged")
    return document


def read(file: IO[bytes]) -> Iterator[Page]:
    """Yield the pages with their text. Raises Refused."""
    document = opened(file)
    damaged = 0
    for place in range(len(document)):
        try:
            yield page_of(document[place], place)
        except pdfium.PdfiumError as error:
            damaged += 1
            if damaged == len(document):
                raise Refused("damaged") from error
            yield Page(place + 1, "")


def page_of(page: pdfium.PdfPage, place: int) -> Page:
    try:
        written = page.get_textpage()
        text = whole_lines(written.get_text_range(count=min(written.count_chars(), LONGEST_PAGE)))
        is_scan = sum(map(str.isalnum, text)) < FEW_LETTERS and shows_picture(page)
        return Page(place + 1, text, is_scan=is_scan)
    finally:
        page.close()


def shows_picture(page: pdfium.PdfPage) -> bool:
    objects = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return any(True for _, _ in zip(range(MOST_OBJECTS), objects, strict=False))


def whole_lines(text: str) -> str:
    """Return a page's text with lines put together that were broken only because the page was full."""
    made: list[str] = []
    is_open = False
    for line in BREAK.sub("\n", PARTED.sub("", text)).split("\n"):
        words = line.strip()
        if is_open and words and (words[0].islower() or words[0] in ",;)"):
            made[-1] += f" {words}"
        else:
            made.append(words)
        is_open = bool(words) and len(words) >= LEAST_LINE and not words.endswith(ENDS)
    return "\n".join(made)


def draw(file: IO[bytes], number: int) -> bytes:
    """Return how a page looks. Raises Refused."""
    page = opened(file)[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / width, MOST_HEIGHT / height)
    return as_webp(page.render(scale=scale, may_draw_forms=False).to_pil())


def read_scans(file: IO[bytes], numbers: Sequence[int]) -> Iterator[Page]:
    """Yield pages with what OCR finds on them. Raises Refused."""
    document = opened(file)
    for number in numbers:
        page = document[number - 1]
        scale = min(SCAN_DPI / POINTS_AN_INCH, MOST_SCAN_POINTS / max(page.get_size()))
        yield Page(number, words_in(page.render(scale=scale, grayscale=True).to_pil()), is_scan=True)
        page.close()
