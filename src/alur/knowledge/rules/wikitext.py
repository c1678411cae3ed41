"""Wikitext of MediaWiki as Markdown: headings, lists, emphasis, links and tables; templates are left out. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import mwparserfromhell
from mwparserfromhell import nodes

from alur.base.lib.extracting.opening import MEANS_SOMETHING, table

# Where a line of a list begins; no text holds it.
LISTED = "\ue000"
ITEM = re.compile(f"(?:{LISTED}[*#:;])+")
CATEGORY, FILES = frozenset({"category", "kategori"}), frozenset({"file", "image", "berkas", "gambar", "media"})
AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
DROPPED = frozenset({"ref", "references", "gallery", "style", "script", "math", "timeline"})
DEEPEST_HEADING = 6
WEB = re.compile(r"https?://[^\s()<>\\]+")
NO_LINKS: Callable[[str], str] = lambda title: ""  # noqa: E731  the simplest there is


@dataclass(slots=True)
class Article:
    """A page in Markdown. categories: by name; templates: how many were left out."""

    body: str = ""
    categories: list[str] = field(default_factory=list)
    templates: int = 0


def article(text: str, *, address: Callable[[str], str] = NO_LINKS) -> Article:
    """Return a page's wikitext in Markdown. address: where a link to a title leads, "" for nowhere."""
    writing = Writing(address)
    flat = writing.flat(mwparserfromhell.parse(text.replace(LISTED, "")).nodes)
    writing.made.body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines(flat))).strip()
    return writing.made


def lines(flat: str) -> Iterator[str]:
    """Yield lines with their marks of lists as Markdown has them."""
    was_listed = False
    for line in flat.split("\n"):
        found = ITEM.match(line)
        if found is None:
            yield from ["", line.strip()] if was_listed and line.strip() else [line.strip()]
        else:
            marks, words = found[0].replace(LISTED, ""), line[found.end() :].strip()
            yield from [] if was_listed else [""]
            yield listed(marks, words)
        was_listed = found is not None


def listed(marks: str, words: str) -> str:
    if marks[-1] == ";":
        return f"**{words}**"
    return f"{'   ' * (len(marks) - 1)}{'1.' if marks[-1] == '#' else '-'} {words}"


class Writing:
    """Writes one page."""

    def __init__(self, address: Callable[[str], str]) -> None:
        self.made = Article()
        self._address = address

    def flat(self, found: Iterable[Any]) -> str:
        """Return nodes as Markdown, lines of lists still marked."""
        return "".join(map(self._one, found))

    def _one(self, node: Any) -> str:
        if isinstance(node, nodes.Text | nodes.HTMLEntity):
            text = node.value if isinstance(node, nodes.Text) else node.normalize()
            return MEANS_SOMETHING.sub(r"\\\1", str(text))
        if isinstance(node, nodes.Heading):
            return f"\n\n{'#' * min(node.level, DEEPEST_HEADING)} {self._inline(node.title)}\n\n"
        if isinstance(node, nodes.Wikilink):
            return self._link(node)
        if isinstance(node, nodes.ExternalLink):
            return self._external(node)
        if isinstance(node, nodes.Tag):
            return self._tag(node)
        self.made.templates += isinstance(node, nodes.Template)
        return ""

    def _inline(self, code: Any) -> str:
        return " ".join(self.flat(code.nodes).replace(LISTED, "").split()) if code is not None else ""

    def _link(self, node: nodes.Wikilink) -> str:
        title, _, _ = str(node.title).strip().replace("_", " ").partition("#")
        space, is_in_space, rest = title.partition(":")
        if is_in_space and space.strip().lower() in CATEGORY:
            self.made.categories.append(rest.strip())
            return ""
        if is_in_space and space.strip().lower() in FILES:
            return ""
        words = self._inline(node.text) or MEANS_SOMETHING.sub(r"\\\1", title.removeprefix(":"))
        address = self._address(title.strip())
        return f"[{words}]({address})" if address else words

    def _external(self, node: nodes.ExternalLink) -> str:
        address = str(node.url).strip()
        if not WEB.fullmatch(address):
            return self._inline(node.title)
        return f"[{self._inline(node.title)}]({address})" if node.title else f"<{address}>"

    def _tag(self, node: nodes.Tag) -> str:
        name = str(node.tag).strip().lower()
        if node.wiki_markup in ("*", "#", ":", ";"):
            return f"{LISTED}{node.wiki_markup}"
        if name in DROPPED:
            return ""
        if name == "table":
            return f"\n\n{table(rows(node))}\n\n"
        if name in ("br", "hr"):
            return "\n" if name == "br" else "\n\n"
        if name in ("nowiki", "pre"):
            return MEANS_SOMETHING.sub(r"\\\1", str(node.contents))
        mark, inside = AROUND.get(name, ""), self.flat(node.contents.nodes) if node.contents else ""
        return f"{mark}{inside.strip()}{mark}" if mark and inside.strip() else inside


def rows(found: nodes.Tag) -> Iterator[list[str]]:
    """Yield the rows of a table with the plain words of their cells."""
    first: list[str] = []
    rest: list[list[str]] = []
    for node in found.contents.nodes:
        if isinstance(node, nodes.Tag) and str(node.tag) in ("td", "th"):
            first.append(words_of(node))
        elif isinstance(node, nodes.Tag) and str(node.tag) == "tr":
            inner = node.contents.nodes if node.contents else []
            cells = [each for each in inner if isinstance(each, nodes.Tag) and str(each.tag) in ("td", "th")]
            rest.append([words_of(each) for each in cells])
    yield from (row for row in [first, *rest] if row)


def words_of(cell: nodes.Tag) -> str:
    return " ".join(str(cell.contents.strip_code()).split()) if cell.contents else ""
