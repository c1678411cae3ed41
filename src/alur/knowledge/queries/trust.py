"""How far items may be relied on, as lists and pages say it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alur.base.access.queries.acting import names
from alur.base.lib import bulk, clock
from alur.catalogue.models import Kind
from alur.knowledge.models import Item
from alur.knowledge.rules.caring import Standing, standing


@dataclass(frozen=True, slots=True)
class Trust:
    """How far an item may be relied on. verifier: the actor's name until `named`; "" when nobody verified."""

    verified_on: date | None
    verifier: str
    standing: Standing


NONE = Trust(None, "", Standing.FRESH)


def trust(
    verified_at: datetime | str | None, verified_by: str, review_on: date | str | None, valid_until: date | str | None
) -> Trust:
    """Return the trust of an item from its row, as either database gives it."""
    moment = datetime.fromisoformat(verified_at) if isinstance(verified_at, str) else verified_at
    review, last = (bulk.as_day(day) if day else None for day in (review_on, valid_until))
    verified_on = clock.local_date(bulk.as_moment(moment)) if moment else None
    return Trust(verified_on, verified_by, standing(review, last, clock.today()))


def trusts(codes: Collection[str]) -> Mapping[str, Trust]:
    """Return the trust of items by their codes. No query without codes, else two at most."""
    if not codes:
        return {}
    rows = Item.objects.filter(activity__kind=Kind.KNOWLEDGE, activity__code__in=codes)
    columns = ("activity__code", "verified_at", "verified_by", "review_on", "valid_until")
    found = {code: trust(*rest) for code, *rest in rows.values_list(*columns)}
    return dict(zip(found, named(list(found.values())), strict=True))


def named(found: Collection[Trust]) -> list[Trust]:
    """Return the same with the verifiers' own names; one query when there are any."""
    wanted = {each.verifier for each in found if each.verifier}
    known = names(wanted) if wanted else {}
    return [Trust(each.verified_on, known.get(each.verifier, ""), each.standing) for each in found]
