"""JP rules, and what they give, as of a record: only what was known when it was stored."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from alur.base.lib import reference
from alur.base.lib.tuples import column_of, columns_of
from alur.catalogue.queries.asof import WorthAsOf
from alur.catalogue.rules.counting import Counted
from alur.credit.models import Rule
from alur.credit.rules.ledger import amount

COLUMNS = ["kind", "valid_from", "known_at", "version", "id", "factor"]


class RulesAsOf:
    """The rules for kinds of completion, read with one query; there are few."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self._rules: defaultdict[str, list[tuple[date, int, int, int, int]]] = defaultdict(list)
        for kind, *known in reference.matching(Rule, ["kind"], {(kind,) for kind in kinds}, COLUMNS):
            self._rules[kind].append(tuple(known))

    def is_one(self, kind: str) -> bool:
        """Tell whether a completion kind has had one rule ever since."""
        return len(self._rules[kind]) == 1

    def rule(self, kind: str, on: date, *, rid: int) -> tuple[int, int] | None:
        """Return (rule id, factor in hundredths) for a completion kind on a Jakarta date, None without a rule."""
        rules = self._rules[kind]
        if len(rules) == 1 and rules[0][1] <= rid:
            return rules[0][3:]
        known = [row for row in rules if row[1] <= rid]
        valid = [row for row in known if row[0] <= on]
        if not known:
            return None
        return (max(valid) if valid else min(known))[3:]


class Credit(NamedTuple):
    """What a completion gives (hundredths of JP), and by which rule and version of the activity."""

    amount: int
    rule_id: int
    version_id: int


class CreditAsOf:
    """What the completions of a batch give."""

    def __init__(self, changes: Sequence[Counted]) -> None:
        self._rules = RulesAsOf(set(column_of(changes, "what")))
        self._versions = WorthAsOf(set(column_of(changes, "activity_id")))
        self._settled: dict[tuple[str, int], Credit] = {}  # where one rule and one version have held ever since

    def of_each(self, changes: Sequence[Counted]) -> list[Credit | None]:
        """Return what completions that come in store order give, None without a rule or a version of the activity."""
        whats, _, rids, _, _, activities, _, _, moments, ons = columns_of(changes)
        found = list(map(self._settled.get, zip(whats, activities, strict=True)))
        if None not in found:
            return found
        each = zip(whats, activities, moments, ons, rids, strict=True)
        return [self._of(what, activity_id, at, on, rid=rid) for what, activity_id, at, on, rid in each]

    def _of(self, what: str, activity_id: int, at: datetime, on: date, *, rid: int) -> Credit | None:
        found = self._settled.get((what, activity_id))
        if found is not None:
            return found
        rule, version = self._rules.rule(what, on, rid=rid), self._versions.version(activity_id, at, rid=rid)
        if rule is None or version is None:
            return None
        found = Credit(amount(version[1], factor_hundredths=rule[1]), rule[0], version[0])
        if self._rules.is_one(what) and self._versions.is_one(activity_id):
            self._settled[what, activity_id] = found
        return found
