"""The JP ledger: an entry for each completion that begins to count, a reversal when it ceases to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any
from uuid import UUID

from alur.base.lib import bulk
from alur.base.lib.clock import local_date
from alur.base.lib.tuples import Tuples, column_of, columns_of, those
from alur.catalogue.rules.counting import Counted
from alur.credit.models import Entry
from alur.credit.queries.asof import CreditAsOf
from alur.credit.rules.ledger import Credited, Reason, entry_id
from alur.credit.statements import REVERSED, entry_reversed
from alur.records.projections.registry import Batch, of_verbs
from alur.records.rules.draft import Record

COLUMNS = (
    "id",
    "rid",
    "employee_id",
    "activity_id",
    "kind",
    "unit_id",
    "year",
    "at",
    "amount",
    "evidence_id",
    "rule_id",
    "version_id",
    "reverses_id",
    "reason",
)
EMPLOYEE, ACTIVITY, UNIT, YEAR = map(COLUMNS.index, ("employee_id", "activity_id", "unit_id", "year"))
AMOUNT, EVIDENCE, REVERSES, REASON = map(COLUMNS.index, ("amount", "evidence_id", "reverses_id", "reason"))
EARNING = ("module", "session", "knowledge")
DECISIONS = frozenset({REVERSED})
EARNED, DECISION = Reason.EARNED.value, Reason.DECISION.value
KEY = ("employee_id", "year", "activity_id")
RID = attrgetter("rid")
Row = tuple[Any, ...]
Key = tuple[int, int, int]


class Ledger:
    """Folds completions and decisions into entries."""

    name = "credit.ledger"
    version = 2
    tables = (Entry,)

    def fold(self, batch: Batch) -> None:
        """Take in the batch."""
        changes = batch.changes(Counted)
        if changes:
            changes = those(changes, [what in EARNING for what in column_of(changes, "what")])
        decisions = of_verbs(batch.records, DECISIONS)
        if not changes and not decisions:
            return
        page = Page(changes, decisions)
        for decision in decisions:
            page.count([change for change in changes if change.rid <= decision.rid])
            page.decide(decision)
            changes = [change for change in changes if change.rid > decision.rid]
        page.count(changes)
        bulk.insert_each(*page.entries, bulk.rows_of(Entry, COLUMNS, page.reversals))
        for credits in page.credits:
            batch.emit(credits)


class Page:
    """The entries that a batch adds, what they tell the projections above, and the rows that they look back at."""

    def __init__(self, changes: Sequence[Counted], decisions: Sequence[Record]) -> None:
        self.entries: list[bulk.Rows] = []
        self.reversals: list[Row] = []
        self.credits: list[Sequence[Credited]] = []
        self._by_key: defaultdict[Key, list[Row]] = defaultdict(list)
        self._by_id: dict[UUID, Row] = {}
        self._reversed: set[UUID] = set()
        self._decided: set[Key] = set()
        self._worth = CreditAsOf(changes)
        # What is not taken back within the batch need not be found again.
        self._taken_back = {key_of(change) for change in those_ceased(changes)}
        self._has_decisions = bool(decisions)
        for row in looking_back(changes, decisions):
            self._know(row)

    def count(self, changes: Sequence[Counted]) -> None:
        """Add the entries and reversals that changes ask for."""
        if not changes:
            return
        begun = those(changes, [sign > 0 for sign in column_of(changes, "sign")])
        if self._decided:
            begun = those(begun, [key_of(change) not in self._decided for change in begun])
        if begun:
            self._earn(begun)
        # In their order, so that each finds the entry that it takes back among those of one record.
        for change in sorted(those_ceased(changes), key=RID):
            self._reverse(self._standing(change), rid=change.rid, reason=Reason.SUPERSEDED)

    def decide(self, record: Record) -> None:
        """Add the reversal that a decision asks for."""
        target = entry_reversed(record.statement)
        row = self._by_id.get(target) if target else None
        if row is not None and self._stands(row):
            self._reverse(row, rid=record.rid, reason=Reason.DECISION)

    def _earn(self, changes: Sequence[Counted]) -> None:
        worths = self._worth.of_each(changes)
        changes = those(changes, worths)
        if not changes:
            return
        amounts, rules, versions = zip(*filter(None, worths), strict=True)
        whats, _, rids, evidence, employees, activities, units, years, moments, ons = columns_of(changes)
        ids = [entry_id(proof, rid=rid, reversal=False) for proof, rid in zip(evidence, rids, strict=True)]
        shared = (ids, rids, employees, activities, whats, units, years, moments, amounts, evidence, rules, versions)
        columns = (*shared, [None] * len(ids), [EARNED] * len(ids))
        self.entries.append(bulk.Rows(Entry, dict(zip(COLUMNS, columns, strict=True))))
        months = [on.month for on in ons]
        self.credits.append(Tuples(Credited, (employees, units, years, months, amounts, activities)))
        self._know_each(zip(*columns, strict=True))

    def _know_each(self, rows: Iterable[Row]) -> None:
        if self._has_decisions or self._taken_back:
            for row in rows:
                if self._has_decisions or (row[EMPLOYEE], row[YEAR], row[ACTIVITY]) in self._taken_back:
                    self._know(row)

    def _reverse(self, row: Row | None, *, rid: int, reason: Reason) -> None:
        if row is None:
            return
        values = dict(zip(COLUMNS, row, strict=True))
        values |= {
            "id": entry_id(row[EVIDENCE], rid=rid, reversal=True),
            "rid": rid,
            "amount": -row[AMOUNT],
            "reverses_id": row[0],
            "reason": reason.value,
        }
        added = tuple(values.values())
        self.reversals.append(added)
        month = local_date(values["at"]).month
        self.credits.append([Credited(row[EMPLOYEE], row[UNIT], row[YEAR], month, -row[AMOUNT], row[ACTIVITY])])
        self._know(added)

    def _standing(self, change: Counted) -> Row | None:
        """Return the entry that the change's record made, if nothing has reversed it."""
        rows = self._by_key[key_of(change)]
        return next((row for row in rows if row[EVIDENCE] == change.record_id and self._stands(row)), None)

    def _stands(self, row: Row) -> bool:
        return row[REVERSES] is None and row[0] not in self._reversed

    def _know(self, row: Row) -> None:
        key = (row[EMPLOYEE], row[YEAR], row[ACTIVITY])
        self._by_key[key].append(row)
        self._by_id[row[0]] = row
        if row[REVERSES] is not None:
            self._reversed.add(row[REVERSES])
        if row[REASON] == DECISION:
            self._decided.add(key)


def key_of(change: Counted) -> Key:
    return (change.employee_id, change.year, change.activity_id)


def those_ceased(changes: Sequence[Counted]) -> Sequence[Counted]:
    return those(changes, [sign < 0 for sign in column_of(changes, "sign")]) if changes else ()


def looking_back(changes: Sequence[Counted], decisions: Sequence[Record]) -> list[Row]:
    """Return the ledger rows of the keys for which something is taken back or was decided."""
    wanted = {key_of(change) for change in those_ceased(changes)}
    if any_decided():
        keys = {key_of(change) for change in changes}
        wanted |= set(bulk.matching(Entry, KEY, keys, KEY, where="t.reason = 'decision'"))
    targets = [(target,) for record in decisions if (target := entry_reversed(record.statement))]
    if targets:
        wanted |= set(bulk.matching(Entry, ["id"], targets, KEY))
    return bulk.matching(Entry, KEY, wanted, COLUMNS) if wanted else []


def any_decided() -> bool:
    return bool(bulk.read(f"SELECT 1 FROM credit_entry WHERE reason = '{DECISION}' LIMIT 1"))
