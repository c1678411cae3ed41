"""What a file of a folder says: Markdown and plain text as they are, documents by what is read out of them."""

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from alur.base.lib.counts import written
from alur.base.lib.extracting import running
from alur.base.lib.problems import Problem
from alur.catalogue.importers import NOT_IN_ADDRESSES
from alur.knowledge.importers.places import placed
from alur.knowledge.queries.files import ending_to_read
from alur.knowledge.rules.heads import BadHead, Value, parted
from alur.knowledge.rules.unpacking import typed_from_file

FIELD = "path"
TEXTS = frozenset({".md", ".markdown", ".txt"})
DOCUMENTS = frozenset({".docx", ".pdf", ".pptx", ".xlsx", ".ods"})
TAKEN = TEXTS | DOCUMENTS
MOST_TEXT_BYTES = 8_000_000  # four bytes a character, and as many characters as an item may have
LONGEST_CODE = 128
NOT_IN_CODES = re.compile(rf"[\s{re.escape(NOT_IN_ADDRESSES)}]+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says. head: at its top, by column; files: to go with the item, by their names in the folder."""

    head: dict[str, str]
    body: str
    files: tuple[str, ...] = field(default=())


def said_in(root: Path, name: str) -> Said:
    """Return what a file says. root: of the folder, resolved; name: the file's in it.

    Raises Problem `folder.…`, `files.…`, `extracting.…`, each about the field `path`.
    """
    path = placed(root, name, field=FIELD)
    ending = path.suffix.lower()
    try:
        if ending in TEXTS:
            return of_text(path)
        if ending in DOCUMENTS:
            return of_document(path, name)
    except OSError as error:
        raise fault("unreadable", _("It cannot be read: %(reason)s.") % {"reason": error.strerror}, "") from error
    except Problem as problem:
        problem.field = FIELD
        raise
    raise fault(
        "kind",
        _("Files “%(ending)s” are not read as items.") % {"ending": ending},
        _("Use Markdown, TXT, DOCX, PDF, PPTX, XLSX or ODS; other files go along by the column “files”."),
    )


def of_text(path: Path) -> Said:
    if path.stat().st_size > MOST_TEXT_BYTES:
        most = written(MOST_TEXT_BYTES // 1_000_000)
        raise fault("large", _("The text is larger than %(most)s MB.") % {"most": most}, _("Divide it."))
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        words = _("It is not UTF-8 text: the byte at place %(place)s.") % {"place": written(error.start + 1)}
        raise fault("not_text", words, _("Save it as UTF-8.")) from error
    if path.suffix.lower() == ".txt":
        return Said({}, text)
    try:
        head, body = parted(text)
    except BadHead as bad:
        words = _("Its head, between the lines “---”, cannot be read at line %(line)s.") % {"line": bad.line}
        raise fault("head", words, _("Write “name: value” a line, texts with a colon in quotes.")) from bad
    return Said({key: as_cell(value) for key, value in head.items()}, body)


def as_cell(value: Value) -> str:
    return value if isinstance(value, str) else ";".join(value or [])


def of_document(path: Path, name: str) -> Said:
    with path.open("rb") as file:
        ending = ending_to_read(file, path.name, path.stat().st_size)
        pages = running.read(file, ending)
    body = "\n\n".join(page.text.strip() for page in pages if page.text.strip())
    if not body:
        raise fault(
            "silent",
            _("There is no text in it; it may be a scan."),
            _("Write a Markdown file that tells what it is, and name this one in its “files”."),
        )
    return Said({}, body, (name,))


def fault(code: str, message: str, mend: str) -> Problem:
    return Problem(f"folder.{code}", message, field=FIELD, mend=mend)


def code_of(name: str) -> str:
    """Return the code of an item that has none, by the name of its file in the folder."""
    return as_code(str(PurePosixPath(name).with_suffix("")))


def as_code(text: str) -> str:
    """Return a text as the code of an item."""
    return NOT_IN_CODES.sub("-", text)[:LONGEST_CODE].strip("-")


def titled(name: str, body: str) -> tuple[str, str]:
    """Return the title of an item that has none, by its first heading or else its file's name, and what is left."""
    typed = typed_from_file(name, [body])
    return typed.title, typed.body
