"""JP rules as of a record: only what was known when it was stored."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from alur.base.lib import reference
from alur.credit.models import Rule

COLUMNS = ["kind", "valid_from", "known_at", "version", "id", "factor"]


class RulesAsOf:
    """The rules for kinds of completion, read with one query; there are few."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self._rules: defaultdict[str, list[tuple[date, int, int, int, int]]] = defaultdict(list)
        for kind, *known in reference.matching(Rule, ["kind"], {(kind,) for kind in kinds}, COLUMNS):
            self._rules[kind].append(tuple(known))

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
