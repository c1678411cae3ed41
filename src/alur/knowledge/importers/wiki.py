"""An export of a MediaWiki (XML, as `pages-articles`): each page of its main namespace is an item."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.parsers import expat

from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.base.lib.tabular import Line
from alur.knowledge.importers.documents import as_code
from alur.knowledge.rules.wikitext import article

CHUNK_BYTES = 1_000_000
LONGEST_TEXT = 4_000_000  # in characters: twice what an item may have, as markup goes
READ = frozenset({"title", "ns", "text", "timestamp", "sitename"})


@dataclass(slots=True)
class WikiPage:
    """A page as the file has it. line: where it begins; said: by the names of its parts, the last revision's text."""

    line: int
    said: dict[str, str] = field(default_factory=dict)
    leads_to: str = ""


class Pages:
    """Reads pages one after the other. Raises Problem `wiki.broken`, `wiki.declares`."""

    def __init__(self, path: Path) -> None:
        self.size, self.done = path.stat().st_size, 0
        self.language, self.site = "", ""
        self._path = path
        self._page: WikiPage | None = None
        self._ready: list[WikiPage] = []
        self._text: list[str] | None = None
        self._length = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begins
        self._parser.EndElementHandler = self._ends
        self._parser.CharacterDataHandler = self._says
        # Without declarations there are no entities, which could unfold without end or read other files.
        self._parser.StartDoctypeDeclHandler = refuse

    def __iter__(self) -> Iterator[WikiPage]:
        with self._path.open("rb") as file:
            try:
                while chunk := file.read(CHUNK_BYTES):
                    self._parser.Parse(chunk, False)  # noqa: FBT003  its only way
                    self.done += len(chunk)
                    yield from self._taken()
                self._parser.Parse(b"", True)  # noqa: FBT003  as above
            except expat.ExpatError as error:
                raise broken(error.lineno) from error
        yield from self._taken()

    def _taken(self) -> list[WikiPage]:
        taken, self._ready = self._ready, []
        return taken

    def _begins(self, name: str, attributes: dict[str, str]) -> None:
        if name == "mediawiki":
            self.language = attributes.get("xml:lang", "").lower()
        elif name == "page":
            self._page = WikiPage(self._parser.CurrentLineNumber)
        elif name == "redirect" and self._page:
            self._page.leads_to = attributes.get("title", "")
        elif name in READ:
            self._text, self._length = [], 0

    def _says(self, data: str) -> None:
        if self._text is not None and self._length < LONGEST_TEXT:
            self._text.append(data)
            self._length += len(data)

    def _ends(self, name: str) -> None:
        if name in READ and self._text is not None:
            told, self._text = "".join(self._text), None
            if name == "sitename":
                self.site = told.strip()
            elif self._page and not (name == "timestamp" and name in self._page.said):
                self._page.said[name] = told
        elif name == "page" and self._page:
            self._ready.append(self._page)
            self._page = None


def refuse(*_: Any) -> None:
    raise declares()


class WikiTable:
    """The pages as a table. templates: how many were left out so far."""

    columns = None

    def __init__(self, path: Path) -> None:
        self.templates = 0
        self._path = path
        self._pages = Pages(path)
        # Links must know where to: read once through for the titles alone.
        found = [(titled(page), page.leads_to) for page in Pages(path) if is_article(page)]
        self._titles = {title for title, leads_to in found if not leads_to}
        self._leads = {title: capital(leads_to) for title, leads_to in found if leads_to}
        if not self._titles:
            raise Problem(
                "wiki.empty",
                _("“%(name)s” holds no page of a MediaWiki's main namespace.") % {"name": path.name},
                mend=_("Export the pages at Special:Export, or with dumpBackup.php --current."),
            )

    @property
    def size(self) -> int:
        """All there is to read."""
        return self._pages.size

    @property
    def done(self) -> int:
        """What was read."""
        return self._pages.done

    def close(self) -> None:
        """Nothing is held."""

    def lines(self) -> Iterator[Line]:
        """Yield the pages but those that lead to others."""
        for page in self._pages:
            if is_article(page) and not page.leads_to:
                yield Line(page.line, self._values(page))

    def _values(self, page: WikiPage) -> dict[str, str]:
        title = titled(page)
        made = article(page.said.get("text", ""), address=self._address)
        self.templates += made.templates
        values = {"id": as_code(title), "title": title, "body": made.body, "topics": ";".join(made.categories)}
        told = {"language": self._pages.language, "source": self._pages.site, "created_on": self._day(page)}
        return values | {name: value for name, value in told.items() if value}

    def _day(self, page: WikiPage) -> str:
        return page.said.get("timestamp", "").partition("T")[0]

    def _address(self, title: str) -> str:
        wanted = capital(title)
        wanted = self._leads.get(wanted, wanted)
        return f"/pengetahuan/{quote(as_code(wanted))}" if wanted in self._titles else ""


def is_article(page: WikiPage) -> bool:
    return page.said.get("ns", "0").strip() == "0"


def titled(page: WikiPage) -> str:
    return page.said.get("title", "").strip()


def capital(title: str) -> str:
    """Return a title as a MediaWiki writes it: the first letter is a capital."""
    return title[:1].upper() + title[1:]


def broken(line: int) -> Problem:
    return Problem(
        "wiki.broken",
        _("The XML is broken at line %(line)s.") % {"line": line},
        mend=_("Export it again; perhaps it was cut off. Nothing was taken in."),
    )


def declares() -> Problem:
    return Problem(
        "wiki.declares",
        _("The XML declares a document type, which no export of a MediaWiki does."),
        mend=_("Take the file as the MediaWiki wrote it."),
    )
