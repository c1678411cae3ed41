"""Documents into the index and out of it, in the transaction of whoever owns them."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import orjson
from django.db import connection, models, transaction

from alur.base.lib import bulk
from alur.search.models import Audience, Document, Head, Passage, Posting, Term, Word
from alur.search.rules.passages import Cut, Section, cut, digest_of, full_text
from alur.search.rules.weights import weights
from alur.search.rules.words import stem

FORM = 2  # grows when the same document would be indexed otherwise
Key = tuple[str, str]
COLUMNS = (
    "kind",
    "code",
    "own_kind",
    "title",
    "unit_id",
    "topics",
    "day",
    "shown_from",
    "is_verified",
    "lapses_on",
    "is_narrow",
    "digest",
)
UNUSED = "DELETE FROM {} WHERE text = %s AND passages = 0 AND narrow = 0"


@dataclass(frozen=True, slots=True)
class Pushed:
    """A document as its domain has it. kind, code: which; sections: what it says, in order.

    own_kind: what sort of its kind; unit_id: it comes from; day: since when it is, or when it takes place;
    shown_from: the first Jakarta date on which it is found, None for at once; is_verified: somebody stands for it;
    lapses_on: the first Jakarta date on which it is held out of date, None for never; audience: the names of those who
    find it (rules.reading), of at most 64 letters, none for all.
    """

    kind: str
    code: str
    title: str
    sections: Sequence[Section]
    own_kind: str = ""
    unit_id: int | None = None
    topics: Sequence[str] = ()
    day: date | None = None
    shown_from: date | None = None
    is_verified: bool = False
    lapses_on: date | None = None
    audience: Sequence[str] = ()

    @property
    def key(self) -> Key:
        """Which it is."""
        return self.kind, self.code

    def digest(self) -> str:
        """Return what differs when anything of it does."""
        said = [self.title, self.own_kind, self.unit_id, list(self.topics), self.day, self.shown_from]
        said += [self.is_verified, self.lapses_on, *([sorted(self.audience)] if self.audience else [])]
        return hashlib.sha256(orjson.dumps([FORM, *said, [list(each) for each in self.sections]])).hexdigest()


Held = tuple[dict[str, int], set[str]]


def terms_of(code: str, text: str, ordinal: int) -> Held:
    """Return the weights of a passage's terms, and its words. By the document's code the first passage is found.

    text: its full text.
    """
    return weights(text, code="" if ordinal else code)


@dataclass(slots=True)
class Counts:
    """How many passages more (or fewer) hold each term and word, and what is to be written or taken away.

    passages, terms, words: of those for all and of the narrow ones, in this order (`False` comes first).
    """

    passages: list[int] = field(default_factory=lambda: [0, 0])
    terms: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    postings: list[tuple[str, int, int]] = field(default_factory=list)

    def add(self, passage_id: int, held: Held, sign: int, *, is_narrow: bool) -> None:
        """Count a passage in (sign 1) or out (-1)."""
        found, written = held
        self.passages[is_narrow] += sign
        for term, weight in found.items():
            self.terms[term][is_narrow] += sign
            self.postings.append((term, passage_id, weight))
        for word in written:
            self.words[word][is_narrow] += sign


class New(NamedTuple):
    """A document to be written. id: its key when the index holds it otherwise, else 0; passages: as they are cut."""

    pushed: Pushed
    digest: str
    id: int
    passages: Sequence[Cut]


class HeldDocuments(NamedTuple):
    """What the index holds of documents. names: (code, title, is_narrow) by key; passages: (document, key, as cut)."""

    names: Mapping[int, tuple[str, str, bool]]
    passages: Sequence[tuple[int, int, Cut]]


def put(documents: Iterable[Pushed]) -> int:
    """Let documents be found as they are now; return how many were not known as they are.

    documents: of distinct kinds and codes. To be called in a transaction.
    """
    pushed = {each.key: each for each in documents}
    if not pushed:
        return 0
    head = in_line()
    known = stored(pushed)
    digests = {key: each.digest() for key, each in pushed.items()}
    fresh = [each for key, each in pushed.items() if key not in known or known[key][1] != digests[key]]
    if fresh:
        change(
            [New(each, digests[each.key], known.get(each.key, (0, ""))[0], cut(each.sections)) for each in fresh], head
        )
        head.save()
    return len(fresh)


def change(documents: Sequence[New], head: Head) -> None:
    """Write documents in the place of what the index holds of them. Passages that are the same stay as they are."""
    held = held_of([each.id for each in documents if each.id])
    standing = standing_passages(documents, held)
    drop(held, head, but=set(standing.values()))
    write(documents, standing, head)


def held_of(ids: Sequence[int]) -> HeldDocuments:
    """Return what the index holds of documents by their keys, in two queries."""
    rows = bulk.matching(Document, ["id"], [(id,) for id in ids], ["id", "code", "title", "is_narrow"])
    names = {id: (code, title, bool(is_narrow)) for id, code, title, is_narrow in rows}
    columns = ["document_id", "id", "ordinal", "heading", "place", "text"]
    passages = bulk.matching(Passage, ["document_id"], [(id,) for id in ids], columns)
    return HeldDocuments(names, [(document_id, id, Cut(*rest)) for document_id, id, *rest in passages])


def standing_passages(documents: Sequence[New], held: HeldDocuments) -> dict[tuple[int, Cut], int]:
    """Return the keys of the passages that stay, by document and what they are.

    None of a document with another title, which each passage is found by, or for all and for some the other way round.
    """
    by_id = {each.id: each.pushed for each in documents if each.id}
    told = {id: (title, is_narrow) for id, (_, title, is_narrow) in held.names.items()}
    alike = {id for id, pushed in by_id.items() if told.get(id) == (pushed.title, bool(pushed.audience))}
    there = {(document_id, passage): id for document_id, id, passage in held.passages if document_id in alike}
    wanted = ((each.id, passage) for each in documents for passage in each.passages)
    return {key: there[key] for key in wanted if key in there}


def remove(kind: str, codes: Iterable[str]) -> None:
    """Let documents be found no more. To be called in a transaction."""
    keys = [(kind, code) for code in codes]
    if not keys:
        return
    head = in_line()
    if known := stored(keys):
        drop(held_of([id for id, _ in known.values()]), head)
        head.save()


def in_line() -> Head:
    """Wait until no one else writes, and return the head as it is then."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the index changes in its owner's transaction")
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    head.changes += 1
    return head


def stored(keys: Iterable[Key]) -> dict[Key, tuple[int, str]]:
    rows = bulk.matching(Document, ["kind", "code"], list(keys), ["kind", "code", "id", "digest"])
    return {(kind, code): (id, digest) for kind, code, id, digest in rows}


def drop(held: HeldDocuments, head: Head, *, but: Collection[int] = frozenset()) -> None:
    """Take documents away with all that the index holds of them. but: keys of passages that stay."""
    if not held.names:
        return
    ids, counts = list(held.names), Counts()
    gone = [row for row in held.passages if row[1] not in but]
    for document_id, id, passage in gone:
        code, title, is_narrow = held.names[document_id]
        counts.add(id, terms_of(code, full_text(title, passage), passage.ordinal), -1, is_narrow=is_narrow)
    numbers = count_in(counts, head)
    pairs = [(numbers[term], passage_id) for term, passage_id, _ in counts.postings]
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_posting WHERE term_id = %s AND passage_id = %s", pairs)
        cursor.executemany(UNUSED.format("search_term"), [(term,) for term in counts.terms])
        cursor.executemany(UNUSED.format("search_word"), [(word,) for word in counts.words])
        cursor.executemany("DELETE FROM search_audience WHERE document_id = %s", [(id,) for id in ids])
        cursor.executemany("DELETE FROM search_passage WHERE id = %s", [(id,) for _, id, *_ in gone])
        cursor.executemany("DELETE FROM search_document WHERE id = %s", [(id,) for id in ids])
    count_passages(counts, head)


def write(documents: Sequence[New], standing: Mapping[tuple[int, Cut], int], head: Head) -> None:
    """Write documents that the index does not hold, but for the passages that it does (standing)."""
    counts = Counts()
    rows, passages, audience = [], [], []
    for new in documents:
        each, id = new.pushed, new.id or next_key(head)
        topics = orjson.dumps(list(each.topics)).decode()
        told = (each.own_kind, each.title, each.unit_id, topics, each.day, each.shown_from)
        is_narrow = bool(each.audience)
        rows.append((id, *each.key, *told, each.is_verified, each.lapses_on, is_narrow, new.digest))
        audience += [(id, party) for party in sorted(set(each.audience))]
        for found in new.passages:
            if (new.id, found) in standing:
                continue
            text = full_text(each.title, found)
            passages.append((next_key(head), id, *found, digest_of(text)))
            counts.add(head.last, terms_of(each.code, text, found.ordinal), 1, is_narrow=is_narrow)
    bulk.insert(Document, ["id", *COLUMNS], rows)
    bulk.insert(Audience, ["document_id", "party"], audience)
    bulk.insert(Passage, ["id", "document_id", "ordinal", "heading", "place", "text", "digest"], passages)
    numbers = count_in(counts, head)
    postings = sorted((numbers[term], passage_id, weight) for term, passage_id, weight in counts.postings)
    bulk.insert(Posting, ["term_id", "passage_id", "weight"], postings)
    count_passages(counts, head)


def count_passages(counts: Counts, head: Head) -> None:
    for_all, narrow = counts.passages
    head.passages += for_all
    head.narrow += narrow


def count_in(counts: Counts, head: Head) -> dict[str, int]:
    """Bring up in how many passages terms and words are, and return the terms' keys."""
    found = bulk.matching(Term, ["text"], [(term,) for term in counts.terms], ["text", "id"])
    numbers: dict[str, int] = dict(found)
    for term in sorted(counts.terms.keys() - numbers.keys()):
        numbers[term] = next_key(head)
    terms = [(numbers[term], term, *changes) for term, changes in counts.terms.items()]
    bulk.insert(Term, ["id", "text", "passages", "narrow"], terms, conflict=adding(Term, "id"))
    words = [(word, stem(word), *changes) for word, changes in counts.words.items()]
    bulk.insert(Word, ["text", "stem", "passages", "narrow"], words, conflict=adding(Word, "text"))
    return numbers


def next_key(head: Head) -> int:
    head.last += 1
    return head.last


def adding(model: type[models.Model], key: str) -> str:
    """Return what follows ON CONFLICT so that counts are added to those that are there."""
    counts = [f'{name} = "{model._meta.db_table}".{name} + excluded.{name}' for name in ("passages", "narrow")]
    return f'("{key}") DO UPDATE SET {", ".join(counts)}'
