"""JP rules as of a record: only what was known when it was stored."""

from datetime import date

from alur.credit.models import Rule


class RulesAsOf:
    """All rules, read with one query; there are few."""

    def __init__(self) -> None:
        self._rules = list(Rule.objects.values_list("kind", "valid_from", "known_at", "version", "id", "factor"))

    def rule(self, kind: str, on: date, *, rid: int) -> tuple[int, int] | None:
        """Return (rule id, factor in hundredths) for a completion kind on a Jakarta date, None without a rule."""
        known = [row[1:] for row in self._rules if row[0] == kind and row[2] <= rid]
        valid = [row for row in known if row[0] <= on]
        if not known:
            return None
        _, _, _, id, factor = max(valid) if valid else min(known)
        return id, int(factor * 100)
