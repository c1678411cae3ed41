"""Words in pictures, by Tesseract, where it is installed."""

import io
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

PROGRAM = "tesseract"
WANTED = ("ind", "eng")
LONGEST_SECONDS = 60


def is_installed() -> bool:
    """Tell whether scans can be read here."""
    return shutil.which(PROGRAM) is not None


@cache
def languages() -> str:
    """Return the languages to read in, as Tesseract is told: Indonesian and English, or whatever there is."""
    listed = run(["--list-langs"], b"").splitlines()[1:]
    found = [each for each in WANTED if each in listed] or [each for each in listed if each != "osd"][:1]
    return "+".join(found)


def words_in(picture: "Image.Image") -> str:
    """Return what is written on a picture, a line a paragraph; "" when it takes too long or nothing is."""
    made = io.BytesIO()
    picture.save(made, "PNG", compress_level=1)
    try:
        text = run(["stdin", "stdout", "-l", languages(), "--psm", "3"], made.getvalue())
    except subprocess.SubprocessError:
        return ""
    # A line is broken where the paper ended; what is apart on the paper is apart by an empty line.
    return "\n".join(" ".join(block.split()) for block in text.split("\n\n") if block.strip())


def run(words: list[str], given: bytes) -> str:
    done = subprocess.run(  # noqa: S603 - no word of it is anybody's
        [shutil.which(PROGRAM) or PROGRAM, *words],
        input=given,
        capture_output=True,
        timeout=LONGEST_SECONDS,
        check=True,
        env={"OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8", "replace")
