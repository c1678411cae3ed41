"""What words are worth, and what may be meant by one that nobody wrote: by what who searches may read."""

from collections.abc import Collection, Mapping, Sequence

from alur.base.lib import bulk
from alur.search.models import Word
from alur.search.queries.reading import Condition, among_hers
from alur.search.queries.scoring import Weighed
from alur.search.rules.asking import Question
from alur.search.rules.reading import Reader
from alur.search.rules.spelling import neighbours
from alur.search.rules.weights import worth
from alur.search.rules.words import stem

GUESSES = 2  # words that may have been meant by one that nobody wrote
MOST_GUESSED = 3  # words that nobody wrote; looked for together
GUESSED = 0.8  # what such a word is worth
LEAST_BEGUN, LEAST_WITHIN = 3, 4
TERMS = """
SELECT t.text, t.id, t.passages, t.narrow, (SELECT h.passages FROM search_head h WHERE h.id = 1)
FROM search_term t WHERE t.text IN ({marks})
"""
OF_PASSAGE = "JOIN search_passage p ON p.id = t.passage_id JOIN search_document d ON d.id = p.document_id"
TERMS_OF_HERS = f"""
SELECT DISTINCT t.term_id FROM search_posting t {OF_PASSAGE}
WHERE t.term_id IN ({{marks}}) AND d.is_narrow AND {{kept}}
"""
# Terms are stems, so that the text itself says whether it holds the word as it is written.
WRITTEN_FOR_HER = f"""(w.passages > 0 OR EXISTS (
    SELECT 1 FROM search_term m JOIN search_posting t ON t.term_id = m.id {OF_PASSAGE}
    WHERE m.text = w.stem AND d.is_narrow AND {{kept}}
    AND LOWER(d.title || ' ' || p.heading || ' ' || p.text) LIKE %s || w.text || %s
))"""


def weigh(asked: Question, besides: Mapping[str, float], reader: Reader) -> tuple[list[Weighed], dict[str, str]]:
    """Return what each term is worth of what is asked for, and what was guessed for words nobody wrote.

    besides: terms that say the same, as `meant_besides` gives them. What stands only where the reader may not read is
    to her as if nobody wrote it.
    """
    there, passages = terms_of({*asked.terms, *besides}, reader)
    known = {term: there[term] for term in asked.terms if term in there}
    lost = [word for word in asked.words if stem(word) not in known][:MOST_GUESSED]
    guesses = guessed_for(lost, reader)
    meant, of_all = terms_of({stem(each) for found in guesses.values() for each in found} - known.keys(), reader)
    passages = passages or of_all
    values = {there[term]: value for term, value in besides.items() if term in there}
    values |= dict.fromkeys(known.values(), 1.0) | dict.fromkeys(meant.values(), GUESSED)
    weighed = [Weighed(id, value * worth(held, passages), held, rest) for (id, held, rest), value in values.items()]
    return weighed, {word: found[0] for word, found in guesses.items()}


def terms_of(texts: Collection[str], reader: Reader) -> tuple[dict[str, tuple[int, int, int]], int]:
    """Return (key, how many passages for all hold it, how many others) of those terms that the reader may find.

    And how many passages there are for all, 0 when no term is there.
    """
    sql = TERMS.format(marks=", ".join(["%s"] * len(texts)))
    rows = list(bulk.read(sql, sorted(texts))) if texts else []
    hers = terms_of_hers([id for _, id, held, *_ in rows if not held], reader)
    found = {text: (id, held, rest) for text, id, held, rest, _ in rows if held or id in hers}
    return found, max((of_all or 0 for *_, of_all in rows), default=0)


def terms_of_hers(ids: Sequence[int], reader: Reader) -> set[int]:
    """Return which of the terms that only narrow passages hold the reader may find."""
    if not ids or not (reader.parties or reader.reads_all):
        return set()
    kept, parameters = among_hers(reader)
    sql = TERMS_OF_HERS.format(kept=kept, marks=", ".join(["%s"] * len(ids)))
    return {id for (id,) in bulk.read(sql, [*ids, *parameters])}


def guessed_for(lost: Sequence[str], reader: Reader) -> dict[str, list[str]]:
    """Return for words that nobody wrote what may be meant: what they begin, or are a part of, or is one slip away."""
    found = first_of("text >= %s AND text < %s" if bulk.on_sqlite() else "text LIKE %s", begun_by(lost), reader)
    found |= slipped([word for word in lost if word not in found], reader)
    within = {word: (f"%{word}%",) for word in lost if word not in found and len(word) >= LEAST_WITHIN}
    return found | first_of("text LIKE %s", within, reader)


def slipped(lost: Sequence[str], reader: Reader) -> dict[str, list[str]]:
    """Return for words that nobody wrote those that are one slip away."""
    near = {word: neighbours(word) for word in lost}
    every = {each for words in near.values() for each in words}
    rows = bulk.matching(Word, ["text"], [(each,) for each in every], ["text", "passages"])
    hers = words_of_hers([text for text, held in rows if not held], reader)
    in_order = [text for text, held in sorted(rows, key=lambda row: (-row[1], row[0])) if held or text in hers]
    meant = {word: [text for text in in_order if text in words][:GUESSES] for word, words in near.items()}
    return {word: words for word, words in meant.items() if words}


def begun_by(lost: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for each word that is long enough the parameters of the condition that another begins with it."""
    last = chr(0x10FFFF)
    return {
        word: (word, word + last) if bulk.on_sqlite() else (f"{word}%",) for word in lost if len(word) >= LEAST_BEGUN
    }


def words_of_hers(texts: Sequence[str], reader: Reader) -> set[str]:
    """Return which of the words that only narrow passages hold the reader may find."""
    if not texts:
        return set()
    kept, parameters = written_for(reader)
    sql = f"SELECT w.text FROM search_word w WHERE {kept} AND w.text IN ({', '.join(['%s'] * len(texts))})"
    return {text for (text,) in bulk.read(sql, [*parameters, *texts])}


def written_for(reader: Reader) -> Condition:
    """Return the condition on a word w that it stands where the reader may read, and its parameters."""
    if reader.reads_all:
        return "1 = 1", []
    if not reader.parties:
        return "w.passages > 0", []
    kept, parameters = among_hers(reader)
    return WRITTEN_FOR_HER.format(kept=kept), [*parameters, "%", "%"]


def first_of(kept: str, wanted: Mapping[str, tuple[str, ...]], reader: Reader) -> dict[str, list[str]]:
    """Return for each word the words that are written most among those of a condition, whose parameters it gives."""
    if not wanted:
        return {}
    hers, names = written_for(reader)
    best = f"WHERE {kept} AND {hers} ORDER BY passages DESC, text LIMIT %s"
    some = f"SELECT CAST(%s AS text) AS asked, text, passages FROM search_word w {best}"
    sql = " UNION ALL ".join([f"SELECT * FROM ({some}) w"] * len(wanted))
    parameters = [each for word, given in wanted.items() for each in (word, *given, *names, GUESSES)]
    found: dict[str, list[str]] = {}
    for word, text, _ in sorted(bulk.read(sql, parameters), key=lambda row: (-row[2], row[1])):
        found.setdefault(word, []).append(text)
    return found
