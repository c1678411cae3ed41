"""Plain text in UTF-8."""

from collections.abc import Iterator
from typing import IO

from alur.base.lib.extracting.opening import Refused
from alur.base.lib.extracting.pages import LONGEST_PAGE, MOST_PAGES, Page


def read(file: IO[bytes]) -> Iterator[Page]:
    """Yield a text as pages that end where a line does."""
    lines = file.read().decode().splitlines()
    page: list[str] = []
    number = length = 0
    for line in [*lines, None]:
        if page and (line is None or length + len(line) >= LONGEST_PAGE):
            number += 1
            if number > MOST_PAGES:
                raise Refused("many_pages")
            yield Page(number, "\n".join(page))
            page, length = [], 0
        if line is not None:
            page.append(line)
            length += len(line) + 1
