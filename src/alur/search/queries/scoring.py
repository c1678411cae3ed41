"""The passages that hold what is asked for, the nearest first, without reading all that hold it."""

from collections.abc import Sequence
from typing import NamedTuple

from alur.base.lib import bulk, clock
from alur.search.queries.reading import Condition, shown
from alur.search.rules.reading import Reader

READ_WHOLE = 4_000  # postings of the rarest terms; what is in more passages is only looked up for those found so
LEAST_FOUND = 300  # passages that are held against each other
WIDER = 4
PASSAGES_AN_ITEM = 4  # as an item counts once
SCORE_PLACES = 6
LAPSED = 0.8  # what something held out of date is worth beside others; it is found all the same


class Weighed(NamedTuple):
    """A term that is looked for. value: what it is worth; passages, narrow: how many for all, and others, hold it."""

    term_id: int
    value: float
    passages: int
    narrow: int = 0


class Scored(NamedTuple):
    """A passage and how near it is."""

    passage_id: int
    document_id: int
    score: float


# Grouped before anything is joined: most of what holds a word is far from the best.
SQL = f"""
WITH rare (term_id, worth) AS (VALUES {{rare}}), common (term_id, worth) AS ({{common}}),
found AS (
    SELECT t.passage_id, SUM(t.weight * rare.worth) AS score
    FROM rare JOIN search_posting t ON t.term_id = rare.term_id WHERE {{shown}}
    GROUP BY t.passage_id ORDER BY score DESC, t.passage_id LIMIT %s
)
SELECT f.passage_id, p.document_id,
    (f.score + COALESCE((SELECT SUM(t.weight * common.worth) FROM common JOIN search_posting t
        ON t.term_id = common.term_id AND t.passage_id = f.passage_id), 0))
    * CASE WHEN d.lapses_on <= %s THEN {LAPSED} ELSE 1.0 END AS nearness
FROM found f JOIN search_passage p ON p.id = f.passage_id
JOIN search_document d ON d.id = p.document_id WHERE {{kept}}
ORDER BY nearness DESC, d.is_verified DESC, d.day DESC, f.passage_id
"""


def scored_passages(weighed: Sequence[Weighed], conditions: Condition, reader: Reader, limit: int) -> list[Scored]:
    """Return the best passages by words, the best first: of so many items at least, if there are.

    The rarest terms find them, and the others only put them in order (MaxScore, with a fixed border in the place of a
    bound): a passage that holds nothing but common ones of the terms is found when too little holds the rare ones.
    """
    wanted = max(LEAST_FOUND, limit * PASSAGES_AN_ITEM)
    rare, common = parted(weighed, wanted)
    most = sum(each.passages + each.narrow for each in rare)
    readable = shown(reader)
    while True:
        rows = scored(rare, common, conditions, readable, wanted)
        if wanted >= most or len({row.document_id for row in rows}) >= limit:
            return rows
        wanted *= WIDER


def parted(weighed: Sequence[Weighed], least: int) -> tuple[list[Weighed], list[Weighed]]:
    """Return the terms that find, and those that only put in order. least: postings that are read at least."""
    rarest_first = sorted(weighed, key=lambda each: each.passages)
    read = 0
    for place, each in enumerate(rarest_first):
        if read >= least and read + each.passages > READ_WHOLE:
            return rarest_first[:place], rarest_first[place:]
        read += each.passages
    return rarest_first, []


def scored(
    rare: Sequence[Weighed], common: Sequence[Weighed], conditions: Condition, readable: Condition, limit: int
) -> list[Scored]:
    """Return the best passages. limit: how many at most; readable: the condition on postings.

    It comes before the limit: what somebody may not read must not take the place of what she may.
    """
    pair = "(%s, %s)" if bulk.on_sqlite() else "(%s::bigint, %s::float8)"
    nothing = "SELECT NULL, NULL WHERE 1 = 0" if bulk.on_sqlite() else "SELECT NULL::bigint, NULL::float8 WHERE FALSE"
    values = f"VALUES {', '.join([pair] * len(common))}" if common else nothing
    (kept, parameters), (hers, names) = conditions, readable
    sql = SQL.format(rare=", ".join([pair] * len(rare)), common=values, kept=kept, shown=hers)
    given = [each for term in (*rare, *common) for each in (term.term_id, term.value / 1000)]
    rows = bulk.read(sql, [*given, *names, limit, clock.today(), *parameters])
    return [Scored(id, document_id, round(float(score), SCORE_PLACES)) for id, document_id, score in rows]
