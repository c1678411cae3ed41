"""The knowledge base: 2,420 training materials and 135 research reports by the end of 2022, some other kinds, and more.

Some are texts that somebody wrote (see `texts`). The bodies of the others say how to go about something and name no
limit, article or figure: an invented one could mislead an inspector.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

from alur.cli.demo.rows import KnowledgeRow
from alur.cli.demo.scale import FULL, Scale
from alur.cli.demo.seeding import chance
from alur.cli.demo.sources import tree
from alur.cli.demo.staffing import Person, staff
from alur.cli.demo.texts import counted, rows
from alur.cli.demo.topics import Topic, topics
from alur.cli.demo.units import Place
from alur.cli.demo.working_year import working_year

FIRST_YEAR = 2019
PREFIXES = {"material": "MT", "research": "RS", "procedure": "LK", "regulation": "PR", "lesson": "PL"}
POINTS = (2, 4)
EXPERIENCED = frozenset({"III/c", "III/d", "IV/a", "IV/b", "IV/c"})


@dataclass(frozen=True, slots=True)
class _Subject:
    form: int
    topic: Topic
    aspect: str


def knowledge(*, until: date, scale: Scale = FULL) -> Iterator[KnowledgeRow]:
    """Yield the knowledge items made before a day: the written ones, then by kind and year, in order of making."""
    yield from rows(until=until, scale=scale)
    for year in range(FIRST_YEAR, until.year + 1):
        for kind in PREFIXES:
            for number, created_on in enumerate(_days(kind, year, scale), 1):
                if created_on < until:
                    yield _row(kind, year, number, created_on, scale)


def _days(kind: str, year: int, scale: Scale) -> list[date]:
    rng, days = chance("knowledge days", kind, year), working_year(year)
    workdays = [day for day in days.days if days.is_workday(day)]
    count = _count(kind, year, scale) - counted(scale)[kind, year]
    return sorted(rng.choices(workdays, weights=[days.weight(day) for day in workdays], k=count))


def _count(kind: str, year: int, scale: Scale) -> int:
    made = tree("knowledge")["made"]
    count: int = made.get(str(year), made["later"])[kind]
    return max(1, round(count * scale.knowledge_share))


def _row(kind: str, year: int, number: int, created_on: date, scale: Scale) -> KnowledgeRow:
    rng = chance("knowledge", kind, year, number)
    subject, again = _subject(kind, _number_of_all(kind, year, number, scale))
    form = tree("knowledge")["form"][subject.form]
    author = _author(subject.topic, scale, rng)
    unit = author.unit
    words = {
        "aspect": subject.aspect,
        "topic": subject.topic.in_sentence,
        "unit": unit.name,
        "place": _short(unit),
        "year": year,
    }
    title = form["title"].format(**words)
    return KnowledgeRow(
        id=f"{PREFIXES[kind]}-{year}-{number:04}",
        title=f"{title} (edisi {year})" if again else title,
        body=_body(form, words, subject.topic, rng),
        kind=kind,
        unit_code=unit.code,
        author_nip=author.nip,
        topics=subject.topic.labels,
        language="id",
        created_on=created_on,
        source="",
        valid_until=None,
        audience="",
    )


def _number_of_all(kind: str, year: int, number: int, scale: Scale) -> int:
    return number - 1 + sum(_count(kind, earlier, scale) for earlier in range(FIRST_YEAR, year))


def _subject(kind: str, number: int) -> tuple[_Subject, bool]:
    """Return what the n-th item of a kind is about, and whether that subject has come before."""
    subjects = _subjects(kind)
    return subjects[number % len(subjects)], number >= len(subjects)


@cache
def _subjects(kind: str) -> tuple[_Subject, ...]:
    """Return every form of a kind with every topic and aspect, in an order that mixes them."""
    forms = [place for place, form in enumerate(tree("knowledge")["form"]) if form["kind"] == kind]
    subjects = [
        _Subject(form, topic, aspect) for form in forms for topic in topics() for aspect in _aspects(kind, topic)
    ]
    chance("subjects", kind).shuffle(subjects)
    return tuple(subjects)


def _aspects(kind: str, topic: Topic) -> tuple[str, ...]:
    return topic.aspects[:1] if kind in {"research", "regulation"} else topic.aspects


@cache
def _authors(scale: Scale, field: str) -> tuple[Person, ...]:
    """Return the experienced of a field; where a small agency has none, all the experienced."""
    experienced = tuple(person for person in staff(scale) if person.grade in EXPERIENCED)
    return tuple(person for person in experienced if person.field == field) or experienced


def _author(topic: Topic, scale: Scale, rng: Random) -> Person:
    return rng.choice(_authors(scale, topic.field))


def _short(unit: Place) -> str:
    """Return a unit's name as a title has room for it."""
    return unit.name.partition(",")[0]


def _body(form: dict[str, Any], words: dict[str, object], topic: Topic, rng: Random) -> str:
    points = rng.sample(topic.points, rng.randint(*POINTS))
    middle = "\n".join(f"- {point}" for point in points) if form.get("list") else " ".join(points)
    return "\n\n".join([form["opening"].format(**words), middle, form["closing"].format(**words)])
