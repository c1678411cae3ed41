"""Pictures, by Pillow: a page of one picture, to be looked at and read by OCR."""

import io
import warnings
from collections.abc import Iterator, Sequence
from typing import IO

from PIL import Image, ImageOps

from alur.base.lib.extracting.opening import Refused
from alur.base.lib.extracting.pages import Page
from alur.base.lib.extracting.scans import words_in

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_POINTS = 60_000_000
WIDTH, MOST_HEIGHT = 1_100, 3_000
SCAN_EDGE = 3_000
QUALITY = 75

# Ours comes first, and as an answer.
Image.MAX_IMAGE_PIXELS = None
warnings.simplefilter("ignore")


def opened(file: IO[bytes]) -> Image.Image:
    """Open a picture as it is held upright. Raises Refused before anything of it is unpacked."""
    picture = Image.open(file, formats=FORMATS)
    width, height = picture.size
    if width * height > MOST_POINTS:
        raise Refused("large_picture")
    # JPEGs are unpacked at a fraction of their size where that is enough.
    picture.draft(None, (SCAN_EDGE, SCAN_EDGE))
    return ImageOps.exif_transpose(picture)


def read(file: IO[bytes]) -> Iterator[Page]:
    """Yield its one page. Raises Refused."""
    opened(file).load()
    yield Page(1, "", is_scan=True)


def draw(file: IO[bytes], number: int) -> bytes:
    """Return how it looks, without what else was in the file (places, cameras). Raises Refused."""
    picture = opened(file)
    picture.thumbnail((WIDTH, MOST_HEIGHT))
    return as_webp(picture)


def read_scans(file: IO[bytes], numbers: Sequence[int]) -> Iterator[Page]:
    """Yield its page with what OCR finds on it. Raises Refused."""
    picture = opened(file).convert("L")
    picture.thumbnail((SCAN_EDGE, SCAN_EDGE))
    yield Page(1, words_in(picture), is_scan=True)


def as_webp(picture: Image.Image) -> bytes:
    """Return a picture as WebP."""
    made = io.BytesIO()
    has_holes = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    picture.convert("RGBA" if has_holes else "RGB").save(made, "WEBP", quality=QUALITY, method=2)
    return made.getvalue()
