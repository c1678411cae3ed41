"""The index compared with what the domains hold, row for row, and made anew from it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import connection, models, transaction

from alur.base.lib import bulk
from alur.search.models import Audience, Document, Head, Passage, Posting, Term, Word
from alur.search.rules.passages import cut, digest_of, full_text
from alur.search.services.indexing import Held, Key, Pushed, put, stored, terms_of
from alur.search.services.sources import everything

DOCUMENTS_AT_ONCE = 200
MOST_SHOWN = 20
Progress = Callable[[int], None]


@dataclass(slots=True)
class Found:
    """What a comparison has counted. wrong: what differs, a line each, the first of them.

    passages, terms, words: of those for all and of the narrow ones, as in `Counts`.
    """

    passages: list[int] = field(default_factory=lambda: [0, 0])
    postings: int = 0
    documents: int = 0
    parties: int = 0
    terms: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    wrong: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        """Note a difference."""
        if len(self.wrong) < MOST_SHOWN:
            self.wrong.append(what)

    def count(self, held: Held, *, is_narrow: bool) -> None:
        """Count a passage."""
        terms, words = held
        self.passages[is_narrow] += 1
        self.postings += len(terms)
        for counts, texts in ((self.terms, terms), (self.words, words)):
            for text in texts:
                counts[text][is_narrow] += 1


def check(*, progress: Progress = lambda count: None) -> list[str]:
    """Return where the index differs from what the domains hold, a line each. Changes nothing."""
    found = Found()
    with transaction.atomic():
        for documents in bulk.chunks(everything(), DOCUMENTS_AT_ONCE):
            compare(documents, found)
            progress(len(documents))
        compare_counts(found)
    return found.wrong


def rebuild(*, progress: Progress = lambda count: None) -> list[str]:
    """Make the index anew where it differs, and return how it did. Who writes documents waits meanwhile."""
    wrong = check(progress=progress)
    if wrong:
        with transaction.atomic():
            Head.objects.select_for_update().get_or_create(pk=1)
            wipe()
            for documents in bulk.chunks(everything(), DOCUMENTS_AT_ONCE):
                put(documents)
    return wrong


def wipe() -> None:
    with connection.cursor() as cursor:
        for model in (Posting, Word, Term, Passage, Audience, Document):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    Head.objects.update(passages=0, narrow=0)


def compare(documents: Sequence[Pushed], found: Found) -> None:
    """Compare documents with their rows."""
    known = stored(each.key for each in documents)
    pieces = stored_passages([id for id, _ in known.values()])
    parties = stored_parties([id for id, _ in known.values()])
    wanted: list[tuple[Key, int, dict[str, int]]] = []
    for each in documents:
        found.documents += 1
        found.parties += len(set(each.audience))
        id, digest = known.get(each.key, (0, ""))
        if digest != each.digest():
            found.note(f"{each.kind} {each.code}: the index does not hold it as it is")
        if parties.get(id, set()) != set(each.audience):
            found.note(f"{each.kind} {each.code}: others may find it than should")
        for passage in cut(each.sections):
            text = full_text(each.title, passage)
            held, written = terms_of(each.code, text, passage.ordinal)
            found.count((held, written), is_narrow=bool(each.audience))
            place = pieces.get((id, passage.ordinal, passage.text, digest_of(text)))
            if place is None:
                found.note(f"{each.kind} {each.code}: passage {passage.ordinal} is missing or other")
            else:
                wanted.append((each.key, place, held))
    compare_weights(wanted, found)


def stored_parties(ids: Sequence[int]) -> dict[int, set[str]]:
    """Return who finds documents, by their keys; those that all find are left out."""
    found: dict[int, set[str]] = {}
    for id, party in bulk.matching(Audience, ["document_id"], [(id,) for id in ids], ["document_id", "party"]):
        found.setdefault(id, set()).add(party)
    return found


def stored_passages(ids: Sequence[int]) -> dict[tuple[int, int, str, str], int]:
    columns = ["document_id", "ordinal", "text", "digest", "id"]
    rows = bulk.matching(Passage, ["document_id"], [(id,) for id in ids], columns)
    return {(document_id, ordinal, text, digest): id for document_id, ordinal, text, digest, id in rows}


def compare_weights(wanted: Sequence[tuple[Key, int, dict[str, int]]], found: Found) -> None:
    terms = {term for _, _, held in wanted for term in held}
    numbers: dict[str, int] = dict(bulk.matching(Term, ["text"], [(term,) for term in terms], ["text", "id"]))
    keys = [(numbers.get(term, 0), place) for _, place, held in wanted for term in held]
    rows = bulk.matching(Posting, ["term_id", "passage_id"], keys, ["term_id", "passage_id", "weight"])
    weighed = {(term_id, passage_id): weight for term_id, passage_id, weight in rows}
    for (kind, code), place, held in wanted:
        for term, weight in held.items():
            if weighed.get((numbers.get(term, 0), place)) != weight:
                found.note(f"{kind} {code}: “{term}” is missing or weighs something else")


def compare_counts(found: Found) -> None:
    """Compare how many rows there are, and in how many passages terms and words are said to be."""
    tables: list[tuple[type[models.Model], int]] = [
        (Document, found.documents),
        (Passage, sum(found.passages)),
        (Audience, found.parties),
        (Posting, found.postings),
    ]
    for model, count in tables:
        if (held := model._default_manager.count()) != count:
            found.note(f"{model._meta.db_table}: {held} rows where there should be {count}")
    for model, counts in ((Term, found.terms), (Word, found.words)):
        rows = model._default_manager.values_list("text", "passages", "narrow")
        held_counts = {text: list(told) for text, *told in rows}
        if held_counts != counts:
            differing = [
                text for text in held_counts.keys() | counts.keys() if held_counts.get(text) != counts.get(text)
            ]
            found.note(f"{model._meta.db_table}: {len(differing)} counts differ, “{min(differing)}” among them")
    head = list(Head.objects.filter(pk=1).values_list("passages", "narrow").first() or (0, 0))
    if head != found.passages:
        found.note(f"search_head: {head} passages where there should be {found.passages}")
