"""Regulations and their articles as texts name them: “Pasal 12 ayat (3) Peraturan BPOM Nomor 24 Tahun 2022”. Pure.

A reference is only what is sure: a form, an issuer, a number and a year. “Peraturan Badan Nomor 24” is none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

FORMS = r"Peraturan|Keputusan|Instruksi|Undang-Undang|Undang-undang|UU|PP|Perpres|Permenkes|PerBPOM"
ISSUER = r"(?:\s+(?:[A-Z][\w.]*|dan))*?"
REGULATION = rf"(?P<form>(?:{FORMS}){ISSUER})\s+(?:Nomor|No\.?)\s*(?P<number>[\w./-]*\w)\s+[Tt]ahun\s+(?P<year>\d{{4}})"
ARTICLE = r"Pasal\s+(?P<article>\d+[A-Z]{0,2})(?:\s+ayat\s+\((?P<paragraph>\d+[a-z]?)\))?"
FULL = re.compile(rf"\b(?:{ARTICLE}\s+)?{REGULATION}\b")
# Of the text's own regulation: nothing that may name another follows.
OWN = re.compile(
    rf"\b{ARTICLE}(?!\w)(?!\s+ayat)(?!\s+[A-Z])(?!\s+(?:huruf\s+\w+\s+)?(?:angka\s+\d+\s+)?(?:dalam\s+)?(?:{FORMS}))"
)
JOINS = re.compile(r"[\s,]*(?:dan|atau|dan/atau|serta|jo\.|juncto|sampai dengan)?\s*")
# Longest first; what remains is compared as it is.
SAME = {
    "badan pengawas obat dan makanan": "bpom",
    "badan pom": "bpom",
    "republik indonesia": "",
    "perbpom": "peraturan bpom",
    "permenkes": "peraturan menteri kesehatan",
    "perpres": "peraturan presiden",
    "uu": "undang-undang",
    "pp": "peraturan pemerintah",
    "ri": "",
    "kepala": "",
}
SAME_WORDS = re.compile(r"\b(?:" + "|".join(SAME) + r")\b")
# A form that says nobody who issued it may be of anybody.
WITHOUT_ISSUER = {"peraturan", "keputusan", "instruksi", "peraturan badan", "keputusan badan", "peraturan menteri"}


class Regulation(NamedTuple):
    """Which regulation. form: with who issued it, the same however it is written."""

    form: str
    number: str
    year: str


class Reference(NamedTuple):
    """A place of a text that names a regulation, or an article of its own. regulation: None for its own."""

    begin: int
    end: int
    regulation: Regulation | None
    anchor: str


def references(text: str, *, is_regulation: bool) -> Iterator[Reference]:
    """Yield what a text names, in order. is_regulation: it may name articles of its own."""
    others = [Reference(*each.span(), regulation_of(each), anchor_of(each)) for each in FULL.finditer(text)]
    yield from sorted([each for each in others if each.regulation] + (own_of(text, others) if is_regulation else []))


def own_of(text: str, others: Sequence[Reference]) -> list[Reference]:
    """Return where a regulation names articles of its own: those that are not, or may be, of one of the others."""
    found: list[Reference] = []
    taken = list(others)
    for each in reversed([Reference(*each.span(), None, anchor_of(each)) for each in OWN.finditer(text)]):
        # “Pasal 5 dan Pasal 8 Undang-Undang …”: the first is of the other one, too.
        if any(each.begin < other.end and joined(text[each.end : other.begin]) for other in taken if other.anchor):
            taken.append(each)
        else:
            found.append(each)
    return found


def joined(between: str) -> bool:
    return JOINS.fullmatch(between) is not None


def named_by(title: str) -> Regulation | None:
    """Return which regulation an item is by its title, None when it does not say so from the start."""
    found = re.match(REGULATION, title.strip())
    return regulation_of(found) if found else None


def regulation_of(found: "re.Match[str]") -> Regulation | None:
    form = " ".join(SAME_WORDS.sub(lambda each: SAME[each[0]], found["form"].lower()).split())
    return None if form in WITHOUT_ISSUER else Regulation(form, found["number"].lower(), found["year"])


def anchor_of(found: "re.Match[str]") -> str:
    """Return the anchor of the article that is named (rules.articles), "" for the whole."""
    article, paragraph = found["article"], found["paragraph"]
    return f"pasal-{article.lower()}" + (f"-ayat-{paragraph}" if paragraph else "") if article else ""
