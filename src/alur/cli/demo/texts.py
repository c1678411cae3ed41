"""The texts that people of the agency wrote: procedures, regulations in short, materials, lessons, answers.

Each is a Markdown file `texts/CODE.md`. Its head names code, title, kind, topics (keys of topics.toml, `,` between),
unit, author (a position that somebody of the unit has) and created_on; it may name modules and sessions, audience
(units that may read it, `+` after one with all below), amends, implements and replaces (codes of other texts), source,
valid_until, and doubt: why a reader holds that it is no longer so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from alur.cli.demo.modules import catalogue
from alur.cli.demo.rows import KnowledgeRow
from alur.cli.demo.scale import Scale
from alur.cli.demo.seeding import chance
from alur.cli.demo.sessions import held_in
from alur.cli.demo.sources import HERE
from alur.cli.demo.staffing import staff
from alur.cli.demo.topics import topic
from alur.cli.demo.units import places

TEXTS = HERE / "texts"
FENCE = "---\n"
RELATIONS = ("amends", "implements", "replaces")
# Published figures say how many there are of these by the end of 2022: a text takes the place of a generated one.
COUNTED = frozenset({"material", "research"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text as its file has it. author: the position; modules, sessions, related: codes; doubt: "" for none.

    audience: units, none for the whole agency; related: by what it does to them.
    """

    code: str
    title: str
    kind: str
    topics: tuple[str, ...]
    unit: str
    author: str
    created_on: date
    modules: tuple[str, ...]
    sessions: tuple[str, ...]
    audience: tuple[str, ...]
    related: Mapping[str, tuple[str, ...]]
    source: str
    valid_until: date | None
    doubt: str
    body: str


@cache
def texts(scale: Scale) -> tuple[Text, ...]:
    """Return the texts of the units of a scale, first what is doubted or ends, kinds mixed; as many as it takes."""
    units = {place.code for place in places(scale)}
    found = [text for text in written() if text.unit in units]
    return tuple(sorted(found, key=in_order)[: scale.text_count])


def in_order(text: Text) -> tuple[bool, str]:
    """Return what texts are sorted by: little of a kind, such as what is doubted, is not to be left out."""
    return not (text.doubt or text.valid_until), text.code.partition("-")[2]


@cache
def written() -> tuple[Text, ...]:
    """Return all texts there are, by code."""
    return tuple(parsed(path.read_text(encoding="utf-8")) for path in sorted(TEXTS.glob("*.md")))


def parsed(file: str) -> Text:
    """Return a file's text. Raises KeyError or ValueError when its head is not whole."""
    _, head, body = file.split(FENCE, 2)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    return Text(
        code=said["code"],
        title=said["title"],
        kind=said["kind"],
        topics=several(said, "topics"),
        unit=said["unit"],
        author=said["author"],
        created_on=date.fromisoformat(said["created_on"]),
        modules=several(said, "modules"),
        sessions=several(said, "sessions"),
        audience=several(said, "audience"),
        related={kind: several(said, kind) for kind in RELATIONS},
        source=said.get("source", ""),
        valid_until=date.fromisoformat(said["valid_until"]) if "valid_until" in said else None,
        doubt=said.get("doubt", ""),
        body=body.strip(),
    )


def several(said: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said[name].split(",")) if name in said else ()


@cache
def counted(scale: Scale) -> Counter[tuple[str, int]]:
    """Return how many texts take the place of a generated item, by kind and year."""
    return Counter((text.kind, text.created_on.year) for text in texts(scale) if text.kind in COUNTED)


def rows(*, until: date, scale: Scale) -> Iterator[KnowledgeRow]:
    """Yield the texts written before a day."""
    for text in texts(scale):
        if text.created_on < until:
            yield KnowledgeRow(
                id=text.code,
                title=text.title,
                body="\n\n".join([text.body, *further(text, until)]),
                kind=text.kind,
                unit_code=text.unit,
                author_nip=author_nip(text, scale),
                topics=labels(text),
                language="id",
                created_on=text.created_on,
                source=text.source,
                valid_until=text.valid_until,
                audience=";".join(audience(text, scale)),
            )


def further(text: Text, until: date) -> Iterator[str]:
    """Yield a paragraph that leads to the modules and sessions of a text, when there are any by then."""
    modules = [(each.code, each.title) for each in catalogue() if each.published_on < until]
    held = [each for year in {int(code.split("-")[1]) for code in text.sessions} for each in held_in(year)]
    sessions = [(each.code, each.title) for each in held if each.starts_at.date() < until]
    links = [f"[{title}](/modul/{code})" for code, title in modules if code in text.modules]
    links += [f"[{title}](/sesi/{code})" for code, title in sessions if code in text.sessions]
    if links:
        yield f"Pelajari juga: {', '.join(links)}."


def author_nip(text: Text, scale: Scale) -> str:
    """Return who wrote a text: one of the unit in the author's position; in a small agency anybody of the unit."""
    here = [person for person in staff(scale) if person.unit.code == text.unit]
    fit = [person for person in here if person.position == text.author]
    return chance("text", text.code).choice(fit or here).nip


def audience(text: Text, scale: Scale) -> Iterator[str]:
    """Yield those of the units that may read a text which a scale has; its own is always one of them."""
    units = {place.code for place in places(scale)}
    yield from (unit for unit in text.audience if unit.removesuffix("+") in units)


def labels(text: Text) -> str:
    """Return names of the topics and their fields as an import file's `topics`."""
    parts = [part for key in text.topics for part in topic(key).labels.split(";")]
    return ";".join(dict.fromkeys(parts))
