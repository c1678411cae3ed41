"""What answers a question, the nearest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import orjson

from alur.base.lib import bulk, clock
from alur.search.models import Head, Term, Word
from alur.search.queries.embedding import embedder
from alur.search.rules.asking import LONGEST_QUESTION, Question, question
from alur.search.rules.blending import MEANING_COUNTS, OF_BEST, scaled
from alur.search.rules.expanding import meant_besides
from alur.search.rules.spelling import neighbours
from alur.search.rules.weights import worth
from alur.search.rules.words import stem

COMMON = 0.3  # a term in more of all passages than this says nothing beside others, and costs most
FEW = 1_000  # passages that are read in no time
GUESSES = 2  # words that may have been meant by one that nobody wrote
MOST_GUESSED = 3  # words that nobody wrote; looked for together
GUESSED = 0.8  # what such a word is worth
LEAST_BEGUN, LEAST_WITHIN = 3, 4
PASSAGES_AN_ITEM = 4  # read first, as an item counts once
SCORE_PLACES = 6
LAPSED = 0.8  # what something held out of date is worth beside others; it is found all the same


Scored: TypeAlias = tuple[int, int, float]  # passage, document, score


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a search keeps to; "" and None for all. kind: of the document, or its own; unit_ids: it comes from.

    since: the first day of what is looked for; is_verified: only what somebody stands for.
    """

    kind: str = ""
    unit_ids: Sequence[int] | None = None
    topic: str = ""
    since: date | None = None
    is_verified: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found, at its best passage. The fields from kind to text stand in the order of SHOWN."""

    kind: str
    own_kind: str
    code: str
    title: str
    day: date | None
    heading: str
    place: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. terms: by which; guessed: what was looked for in the place of words that nobody wrote."""

    hits: Sequence[Hit]
    terms: frozenset[str]
    guessed: Mapping[str, str]


ANYTHING = Narrowing()
SHOWN = "d.kind, d.own_kind, d.code, d.title, d.day, p.heading, p.place, p.text"
SCORED = """
WITH asked (term_id, worth) AS (VALUES {asked}), scored AS (
    SELECT t.passage_id, SUM(t.weight * asked.worth) AS score
    FROM asked JOIN search_posting t ON t.term_id = asked.term_id GROUP BY t.passage_id
)
"""
BEST = f"""
SELECT s.passage_id, p.document_id, s.score * CASE WHEN d.lapses_on <= %s THEN {LAPSED} ELSE 1.0 END AS nearness
FROM scored s JOIN search_passage p ON p.id = s.passage_id
JOIN search_document d ON d.id = p.document_id WHERE {{kept}}
ORDER BY nearness DESC, d.is_verified DESC, d.day DESC, s.passage_id LIMIT %s
"""
IN_TURN = f"""
SELECT p.id, p.document_id, CASE WHEN d.lapses_on <= %s THEN {LAPSED} ELSE 1.0 END,
    EXISTS (SELECT 1 FROM search_vector v WHERE v.model_id = %s AND v.digest = p.digest)
FROM search_passage p JOIN search_document d ON d.id = p.document_id WHERE {{kept}} AND p.id IN ({{marks}})
ORDER BY d.is_verified DESC, d.day DESC, p.id
"""
TEXTS = f"""
SELECT p.id, {SHOWN} FROM search_passage p JOIN search_document d ON d.id = p.document_id WHERE p.id IN ({{marks}})
"""


def search(text: str, *, limit: int, narrowing: Narrowing = ANYTHING, by_words: bool = False) -> Answer:
    """Return the items that answer a text best. limit: how many at most.

    by_words: by words alone, as when somebody still types, even where the model that knows meanings is on.
    """
    asked = question(text)
    passages = of_all()
    besides = meant_besides(asked.words)
    weighed, guessed = weigh(asked, besides, passages)
    terms = frozenset([*asked.terms, *besides, *map(stem, guessed.values())])
    rows = scored_passages(weighed, narrowing, limit) if weighed else []
    near = [] if by_words or not asked.words else near_in_meaning(text[:LONGEST_QUESTION], narrowing)
    best = best_of_items(blended(rows, near, narrowing) if near else rows)[:limit]
    texts = read_texts([passage_id for passage_id, _ in best])
    return Answer([hit(texts[id], score) for id, score in best if id in texts], terms, guessed)


def near_in_meaning(text: str, narrowing: Narrowing) -> list[tuple[int, float]]:
    """Return (passage's key, likeness) of what is nearest in meaning; nothing without a model."""
    model = embedder()
    if model is None:
        return []
    from alur.search.queries.meaning import nearest  # needs NumPy, which is there when the model is

    return nearest(text, model, conditions(narrowing), OF_BEST)


def blended(rows: Sequence[Scored], near: Sequence[tuple[int, float]], narrowing: Narrowing) -> list[Scored]:
    """Return passages by what words and meaning say together, each from 0 to 1 over its own best."""
    words, meaning = scaled({id: score for id, _, score in rows}), scaled(dict(near))
    kept, parameters = conditions(narrowing)
    model = embedder()
    ids = list(words | meaning)
    told = [clock.today(), model.model_id if model else "", *parameters, *ids]
    sql = IN_TURN.format(kept=kept, marks=", ".join(["%s"] * len(ids)))
    found = []
    for id, document_id, factor, is_known in bulk.read(sql, told):
        said = words.get(id, 0.0)
        # What nobody has worked out yet is taken to mean as much as it says, or it would come last for days.
        meant = float(factor) * meaning.get(id, 0.0) if is_known else said
        found.append((id, document_id, round(said + MEANING_COUNTS * meant, SCORE_PLACES)))
    found.sort(key=lambda row: -row[2])
    return [*found, *((id, document_id, 0.0) for id, document_id, _ in rows if id not in words)]


def of_all() -> int:
    rows = bulk.matching(Head, ["id"], [(1,)], ["passages"])
    return int(rows[0][0]) if rows else 0


def weigh(
    asked: Question, besides: Mapping[str, float], passages: int
) -> tuple[list[tuple[int, float]], dict[str, str]]:
    """Return (term's key, what it is worth) of what is asked for, and what was guessed for words nobody wrote.

    besides: terms that say the same, as `meant_besides` gives them.
    """
    there = terms_of({*asked.terms, *besides})
    known = {term: there[term] for term in asked.terms if term in there}
    lost = [word for word in asked.words if stem(word) not in known][:MOST_GUESSED]
    guesses = guessed_for(lost)
    meant = terms_of({stem(each) for found in guesses.values() for each in found} - known.keys())
    weighed = {
        there[term][0]: value * worth(there[term][1], passages) for term, value in besides.items() if term in there
    }
    weighed |= {id: worth(held, passages) for id, held in known.values()}
    for id, held in meant.values():
        weighed[id] = GUESSED * worth(held, passages)
    telling = {id for id, held in [*there.values(), *meant.values()] if held <= max(COMMON * passages, FEW)}
    chosen = telling or set(weighed)
    guessed = {word: found[0] for word, found in guesses.items()}
    return [(id, value) for id, value in weighed.items() if id in chosen], guessed


def terms_of(texts: Any) -> dict[str, tuple[int, int]]:
    rows = bulk.matching(Term, ["text"], [(text,) for text in texts], ["text", "id", "passages"])
    return {text: (id, held) for text, id, held in rows}


def guessed_for(lost: Sequence[str]) -> dict[str, list[str]]:
    """Return for words that nobody wrote what may be meant: what they begin, or are a part of, or is one slip away."""
    found = first_of("text >= %s AND text < %s" if bulk.on_sqlite() else "text LIKE %s", begun_by(lost))
    within = {word: (f"%{word}%",) for word in lost if word not in found and len(word) >= LEAST_WITHIN}
    found |= first_of("text LIKE %s", within)
    near = {word: neighbours(word) for word in lost if word not in found}
    every = {each for words in near.values() for each in words}
    rows = bulk.matching(Word, ["text"], [(each,) for each in every], ["text", "passages"])
    in_order = [text for text, _ in sorted(rows, key=lambda row: (-row[1], row[0]))]
    for word, words in near.items():
        if chosen := [text for text in in_order if text in words][:GUESSES]:
            found[word] = chosen
    return found


def begun_by(lost: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for each word that is long enough the parameters of the condition that another begins with it."""
    last = chr(0x10FFFF)
    return {
        word: (word, word + last) if bulk.on_sqlite() else (f"{word}%",) for word in lost if len(word) >= LEAST_BEGUN
    }


def first_of(kept: str, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Return for each word the words that are written most among those of a condition, whose parameters it gives."""
    if not wanted:
        return {}
    best = f"WHERE {kept} ORDER BY passages DESC, text LIMIT %s"
    some = f"SELECT CAST(%s AS text) AS asked, text, passages FROM search_word {best}"
    sql = " UNION ALL ".join([f"SELECT * FROM ({some}) w"] * len(wanted))
    parameters = [each for word, given in wanted.items() for each in (word, *given, GUESSES)]
    found: dict[str, list[str]] = {}
    for word, text, _ in sorted(bulk.read(sql, parameters), key=lambda row: (-row[2], row[1])):
        found.setdefault(word, []).append(text)
    return found


def scored_passages(weighed: Sequence[tuple[int, float]], narrowing: Narrowing, limit: int) -> list[Scored]:
    """Return the best passages by words, the best first: of so many items at least, if there are."""
    wanted = limit * PASSAGES_AN_ITEM
    while True:
        rows = scored(weighed, narrowing, max(wanted, OF_BEST))
        if len(rows) < wanted or len({document_id for _, document_id, _ in rows}) >= limit:
            return rows
        wanted *= PASSAGES_AN_ITEM


def best_of_items(rows: Sequence[Scored]) -> list[tuple[int, float]]:
    """Return (passage's key, score) of each item at its best passage, the best first."""
    items: dict[int, tuple[int, float]] = {}
    for passage_id, document_id, score in rows:
        items.setdefault(document_id, (passage_id, score))
    return list(items.values())


def scored(weighed: Sequence[tuple[int, float]], narrowing: Narrowing, limit: int) -> list[Scored]:
    numbers = "(%s, %s)" if bulk.on_sqlite() else "(%s::bigint, %s::float8)"
    asked = ", ".join([numbers] * len(weighed))
    kept, parameters = conditions(narrowing)
    given = [value / 1000 if place else value for pair in weighed for place, value in enumerate(pair)]
    sql = SCORED.format(asked=asked) + BEST.format(kept=kept)
    rows = bulk.read(sql, [*given, clock.today(), *parameters, limit])
    return [(id, document_id, round(float(score), SCORE_PLACES)) for id, document_id, score in rows]


def conditions(narrowing: Narrowing) -> tuple[str, list[Any]]:
    texts = ["(d.shown_from IS NULL OR d.shown_from <= %s)"]
    parameters: list[Any] = [clock.today()]
    if narrowing.kind:
        texts.append("(d.kind = %s OR d.own_kind = %s)")
        parameters += [narrowing.kind, narrowing.kind]
    if narrowing.unit_ids is not None:
        texts.append(f"d.unit_id IN ({', '.join(['%s'] * len(narrowing.unit_ids)) or 'NULL'})")
        parameters += narrowing.unit_ids
    if narrowing.topic:
        # A list of texts is written with quotation marks on both databases, so that a part of a name is none.
        texts.append(r"CAST(d.topics AS text) LIKE %s ESCAPE '!'")
        parameters.append(f"%{escaped(orjson.dumps(narrowing.topic).decode())}%")
    if narrowing.since is not None:
        texts.append("d.day >= %s")
        parameters.append(narrowing.since)
    if narrowing.is_verified:
        texts.append("d.is_verified")
    return " AND ".join(texts), parameters


def escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def read_texts(ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return what is shown of passages, by their keys."""
    rows = bulk.read(TEXTS.format(marks=", ".join(["%s"] * len(ids))), ids) if ids else []
    return {row[0]: row[1:] for row in rows}


def hit(shown: Sequence[Any], score: float) -> Hit:
    kind, own_kind, code, title, day, heading, place, text = shown
    return Hit(kind, own_kind, code, title, bulk.as_day(day) if day else None, heading, place, text, score)
