"""Module contents: a Markdown file a module, alone, in a folder or in a ZIP (CONTRACTS, "Module content")."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from django.utils.translation import gettext as _

from alur.base.access.rules import SYSTEM, Actor
from alur.base.files.queries import ending_of, largest_bytes, most_bytes
from alur.base.files.rules import Use, use_of
from alur.base.lib.importing.running import Tally
from alur.base.lib.importing.verdicts import Change
from alur.base.lib.problems import Problem
from alur.learning.importers import words
from alur.learning.importers.modules import modules
from alur.learning.importers.packages import Package, beside, opened
from alur.learning.queries.references import files_of, uncaptioned
from alur.learning.rules.content import Parsed, parse
from alur.learning.services.content import ContentRow, Incoming, put_content

LARGEST_BYTES = 1_000_000
MOST_FILES = 50


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
    files = dict(read_files(package, name, parsed, found))
    code = columns.pop("code", "")
    if not code and not any(refusal.problem.field == "code" for refusal in found):
        found.append(Refusal(name, 1, words.no_code()))
    if code in taken:
        found.append(Refusal(name, parsed.columns["code"].line, words.code_twice(code, taken[code])))
    if found:
        raise Refused(found)
    taken[code] = name
    row = ContentRow(code, columns, parsed.asked, parsed.screens, files)
    try:
        verdict = put_content(actor=actor, row=row, source=source)
    except Problem as problem:
        if not problem.code.startswith("files."):
            raise
        raise Refused([Refusal(name, 1, problem)]) from problem
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


def read_files(package: Package, name: str, parsed: Parsed, found: list[Refusal]) -> Iterator[tuple[str, Incoming]]:
    """Yield the files that the screens show or link to, by what the screens call them; none is read whole."""
    references = files_of(parsed.screens)
    if len(references) > MOST_FILES:
        found.append(Refusal(name, 1, words.many_files(len(references), MOST_FILES)))
        return
    silent = uncaptioned(parsed.screens)
    for reference, uses in references.items():
        file = read_file(package, name, reference, uses)
        if not isinstance(file, Problem) and reference in silent and use_of(file.ending) is Use.VIDEO:
            file = words.no_captions(reference)
        if isinstance(file, Problem):
            found.append(Refusal(name, line_of(package, name, reference), file))
        else:
            yield reference, file


def read_file(package: Package, name: str, reference: str, uses: frozenset[Use]) -> Incoming | Problem:
    if ":" in reference or reference.startswith("//"):
        return words.picture_elsewhere(reference)
    place = beside(name, unquote(reference))
    size = package.size(place) if place else None
    if place is None or size is None:
        return words.picture_missing(reference)
    if size > largest_bytes():
        return words.file_large(reference, largest_bytes())
    with package.opened(place) as file:
        ending = ending_of(file, size)
    return incoming(reference, ending, size, uses, partial(package.opened, place))


def incoming(
    reference: str,
    ending: str | None,
    size: int,
    uses: frozenset[Use],
    opened: Callable[[], AbstractContextManager[IO[bytes]]],
) -> Incoming | Problem:
    """Return a file that may be kept, or the Problem with it. ending: by its content; uses: what it may be."""
    if ending is None or use_of(ending) not in uses:
        return words.file_kind(reference, uses)
    most = most_bytes(use_of(ending))
    return words.file_large(reference, most) if size > most else Incoming(opened, ending, most)


def line_of(package: Package, name: str, reference: str) -> int:
    lines = text_of(package, name).splitlines()
    return next((number for number, line in enumerate(lines, start=1) if unquote(reference) in line), 1)
