"""Reads a page as a person does: its tables, figures and texts."""

import csv
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "title"}


@dataclass
class Reader(HTMLParser):
    """Collects what stands in a page. tables: by caption, rows of cells; figures: label → value."""

    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._parts: list[str] = []
        self._rows: list[list[str]] = []
        self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self._open.append(tag)
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        if tag == "table":
            self._rows = self.tables[""] = []
        if tag == "tr":
            self._rows.append([])
        if tag in {"caption", "td", "th", "dt", "dd", "h1"}:
            self._parts = []

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self._parts.append(text)
            if not SILENT & set(self._open):
                self.texts.append(text)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        text = " ".join(self._parts)
        if tag == "caption":
            self.tables[text] = self.tables.pop("")
        elif tag in {"td", "th"}:
            self._rows[-1].append(text)
        elif tag == "dt":
            self._label = text
        elif tag == "dd":
            self.figures.setdefault(self._label, text)
        elif tag == "h1":
            self.headings.append(text)


def read(answer: Any) -> Reader:
    """Return what stands in an answered page."""
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    reader = Reader()
    reader.feed(answer.content.decode())
    return reader


def rows_of_csv(answer: Any) -> list[dict[str, str]]:
    """Return the rows of an answered file, by column."""
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(answer.content.decode().splitlines()))


def number(text: str) -> Decimal:
    """Return a number as Indonesian writes it: `78.286`, `15,82`; a dash is nothing."""
    return Decimal(0) if text == "–" else Decimal(text.replace(".", "").replace(",", "."))
