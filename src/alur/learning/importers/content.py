"""Module contents: a Markdown file a module, alone, in a folder or in a ZIP (CONTRACTS, "Module content")."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _

from alur.base.access.rules import SYSTEM, Actor
from alur.base.lib.importing.running import Tally
from alur.base.lib.importing.verdicts import Change
from alur.base.lib.markdown import image_sources
from alur.base.lib.problems import Problem
from alur.learning.importers import words
from alur.learning.importers.modules import modules
from alur.learning.importers.packages import Package, beside, opened
from alur.learning.rules.content import Block, Checklist, Parsed, Passage, Screen, parse
from alur.learning.rules.pictures import LARGEST_BYTES as LARGEST_PICTURE
from alur.learning.rules.pictures import ending_of
from alur.learning.services.content import ContentRow, Picture, put_content

LARGEST_BYTES = 1_000_000
MOST_PICTURES = 50


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something wrong in a file. name: the file's in its package; line: 1-based."""

    name: str
    line: int
    problem: Problem


class Refused(Exception):
    """A file that cannot be taken in. refusals: all that is wrong with it."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(refusals)
        self.refusals = refusals


def import_contents(
    path: Path,
    *,
    actor: Actor,
    reject: Callable[[Refusal], None],
    source: str = "",
    progress: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Take the module files at a path in and return how many; each is taken whole or not at all.

    reject: told each thing that is wrong; source: for the audit trail, else the file's name; progress: told the tally
    after each file. Raises Problem when path holds none.
    """
    tally = Tally()
    taken: dict[str, str] = {}
    with opened(path) as package:
        names = package.names()
        if not names:
            raise no_files(path)
        for name in names:
            tally.read += 1
            try:
                change = take(package, name, actor=actor, taken=taken, source=source or name)
            except Refused as refused:
                tally.rejected += 1
                for each in refused.refusals:
                    reject(each)
            else:
                count(tally, change)
            progress(tally)
    return tally


def no_files(path: Path) -> Problem:
    return Problem(
        "content.none",
        _("There is no file .md in “%(path)s”.") % {"path": path},
        mend=_("Write each module as a Markdown file; docs/modules.md shows one."),
    )


def count(tally: Tally, change: Change) -> None:
    name = change.value
    setattr(tally, name, getattr(tally, name) + 1)


def take(package: Package, name: str, *, actor: Actor, taken: dict[str, str], source: str) -> Change:
    """Take one file in. taken: the file of each code so far. Raises Refused."""
    parsed = parse(text_of(package, name))
    found = [Refusal(name, fault.line, words.in_words(fault)) for fault in parsed.faults]
    columns = dict(read_columns(parsed, name, found))
    pictures = dict(read_pictures(package, name, parsed, found))
    code = columns.pop("code", "")
    if not code and not any(refusal.problem.field == "code" for refusal in found):
        found.append(Refusal(name, 1, words.no_code()))
    if code in taken:
        found.append(Refusal(name, parsed.columns["code"].line, words.code_twice(code, taken[code])))
    if found:
        raise Refused(found)
    taken[code] = name
    row = ContentRow(code, columns, parsed.asked, parsed.screens, pictures)
    verdict = put_content(actor=actor, row=row, source=source)
    if isinstance(verdict, Problem):
        raise Refused([Refusal(name, parsed.columns["code"].line, verdict)])
    return verdict


def text_of(package: Package, name: str) -> str:
    data = package.read(name, most=LARGEST_BYTES)
    if data is None:
        raise Refused([Refusal(name, 1, words.not_there(name))])
    if len(data) > LARGEST_BYTES:
        raise Refused([Refusal(name, 1, words.too_large(LARGEST_BYTES))])
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Refused([Refusal(name, data[: error.start].count(b"\n") + 1, words.not_text())]) from error


def read_columns(parsed: Parsed, name: str, found: list[Refusal]) -> Iterator[tuple[str, Any]]:
    """Yield the values of the module's columns, read as those of a file of modules are."""
    readers: Mapping[str, Any] = modules(actor=SYSTEM, source="").columns
    for column, value in parsed.columns.items():
        if not value.text.strip():
            continue
        try:
            yield column, readers[column].read(value.text)
        except Problem as problem:
            problem.field = problem.field or column
            found.append(Refusal(name, value.line, problem))


def read_pictures(package: Package, name: str, parsed: Parsed, found: list[Refusal]) -> Iterator[tuple[str, Picture]]:
    """Yield the pictures that the screens show, by what the screens call them."""
    references = dict.fromkeys(source for screen in parsed.screens for source in sources(screen))
    if len(references) > MOST_PICTURES:
        found.append(Refusal(name, 1, words.many_pictures(len(references), MOST_PICTURES)))
        return
    for reference in references:
        picture = read_picture(package, name, reference)
        if isinstance(picture, Problem):
            found.append(Refusal(name, line_of(package, name, reference), picture))
        else:
            yield reference, picture


def read_picture(package: Package, name: str, reference: str) -> Picture | Problem:
    if ":" in reference or reference.startswith("//"):
        return words.picture_elsewhere(reference)
    place = beside(name, unquote(reference))
    data = package.read(place, most=LARGEST_PICTURE) if place else None
    if data is None:
        return words.picture_missing(reference)
    if len(data) > LARGEST_PICTURE:
        return words.picture_large(reference, LARGEST_PICTURE)
    ending = ending_of(data)
    return Picture(data, ending) if ending else words.picture_kind(reference)


def sources(screen: Screen) -> list[str]:
    return [source for block in screen.blocks for text in texts(block) for source in image_sources(text)]


def texts(block: Block) -> list[str]:
    if isinstance(block, Passage):
        return [block.markdown]
    return [block.detail] if isinstance(block, Checklist) else [block.detail, block.why]


def line_of(package: Package, name: str, reference: str) -> int:
    lines = text_of(package, name).splitlines()
    return next((number for number, line in enumerate(lines, start=1) if unquote(reference) in line), 1)
