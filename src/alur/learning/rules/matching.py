"""Whom a name or e-mail of a meeting means: sure, unsure with those it may be, or unknown.

Sure is only what leaves no second reading: an e-mail address or NIP of one person, or a whole name that only one person
has. Everything else is for the organiser to say.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from alur.learning.rules.reports import plain

NIP = re.compile(r"(?<!\d)\d{18}(?!\d)")
SPACED_DIGITS = re.compile(r"(?<=\d)[ .\-](?=\d)")
MOST_CANDIDATES = 5
ALIKE = 0.84
LEAST_WORDS = 2
STEM = 4
IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
PARTS = re.compile(r"\s[-–|/]\s|[_|/]|\s*[-–]\s+|,")
# Titles and what people put before or behind their names; single letters are initials and stay.
TITLES = frozenset(
    [
        "dr",
        "drs",
        "dra",
        "ir",
        "prof",
        "apt",
        "hj",
        "kh",
        "ns",
        "bpk",
        "bapak",
        "ibu",
        "pak",
        "bu",
        "sdr",
        "sdri",
        "mr",
        "mrs",
        "ms",
        "spd",
        "sfarm",
        "ssi",
        "skm",
        "st",
        "sh",
        "se",
        "sip",
        "sked",
        "skep",
        "stp",
        "sst",
        "ssos",
        "mm",
        "msi",
        "mkes",
        "mfarm",
        "mpd",
        "mh",
        "mt",
        "mph",
        "msc",
        "ma",
        "mba",
        "phd",
        "amd",
        "amdkeb",
        "skom",
        "mkom",
        "iphone",
        "ipad",
        "android",
        "samsung",
        "oppo",
        "vivo",
        "xiaomi",
        "redmi",
        "host",
        "me",
        "tamu",
        "guest",
    ]
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a name may mean."""

    nip: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a name means. nips: one who is sure, some of whom one may be meant, or nobody."""

    nips: tuple[str, ...]
    is_sure: bool


UNKNOWN = Match((), is_sure=False)


class People:
    """Those whom names may mean, to be found quickly."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.nips: set[str] = set()
        self._emails: defaultdict[str, list[str]] = defaultdict(list)
        self._whole: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._stems: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for person in people:
            self._add(person)

    def _add(self, person: Person) -> None:
        words = words_of(person.name)
        self.nips.add(person.nip)
        if person.email:
            self._emails[person.email.casefold()].append(person.nip)
        self._whole[tuple(sorted(words))].append(person.nip)
        for stem in {word[:STEM] for word in words}:
            self._stems[stem].append((person.nip, words))

    def match(self, name: str, email: str) -> Match:
        """Return whom a name and an e-mail address mean. Either may be empty."""
        written = {each for each in NIP.findall(SPACED_DIGITS.sub("", f"{name} {email}")) if each in self.nips}
        if len(written) == 1:
            return Match(tuple(written), is_sure=True)
        addressed = self._emails.get(email.casefold(), []) if email else []
        if len(addressed) == 1:
            return Match(tuple(addressed), is_sure=True)
        return self._by_name(name, addressed)

    def _by_name(self, name: str, addressed: Sequence[str]) -> Match:
        readings = [words for part in readings_of(name) if (words := words_of(part))]
        whole = {nip for words in readings if len(words) >= LEAST_WORDS for nip in self._whole[tuple(sorted(words))]}
        if len(whole) == 1 and not addressed:
            return Match(tuple(whole), is_sure=True)
        if whole or addressed:
            return Match(tuple(sorted({*whole, *addressed}))[:MOST_CANDIDATES], is_sure=False)
        return self._alike(readings)

    def _alike(self, readings: Sequence[tuple[str, ...]]) -> Match:
        scores: dict[str, float] = {}
        for words in readings:
            near = {found for word in words for found in self._stems.get(word[:STEM], [])}
            for nip, theirs in near:
                scores[nip] = max(scores.get(nip, 0.0), likeness(words, theirs))
        good = sorted((nip for nip, score in scores.items() if score >= ALIKE), key=lambda nip: (-scores[nip], nip))
        return Match(tuple(good[:MOST_CANDIDATES]), is_sure=False) if good else UNKNOWN


def readings_of(name: str) -> list[str]:
    """Return what of a name may be the person's own: the whole, and parts beside a unit's name or a device."""
    bare = IN_BRACKETS.sub(" ", name)
    inside = [each[1:-1] for each in IN_BRACKETS.findall(name)]
    return list(dict.fromkeys(each.strip() for each in (bare, *PARTS.split(bare), *inside) if each.strip()))


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name without titles, in small letters: `dr. Sari W., S.Farm, Apt.` is `sari w`."""
    # Dotted titles first, while their dots still show them: S.Farm, M.Si.
    parts = []
    for part in name.replace("’", "'").split():
        squeezed = plain(part).replace(" ", "")
        parts += [] if squeezed in TITLES else plain(part).split()
    return tuple(word for word in parts if word not in TITLES and not word.isdecimal())


def likeness(words: Sequence[str], theirs: Sequence[str]) -> float:
    """Return how alike two names are, 0 to 1. One within the other, at least two words of it, is very alike."""
    fewer, more = sorted((words, theirs), key=len)
    if len(fewer) >= LEAST_WORDS and all(any(fits(word, each) for each in more) for word in fewer):
        return 0.95
    return SequenceMatcher(None, " ".join(sorted(words)), " ".join(sorted(theirs))).ratio()


def fits(word: str, other: str) -> bool:
    """Tell whether words are the same, or one is the other's initial."""
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])
