"""The rules and obligations that every installation begins with."""

from decimal import Decimal

import pytest

from alur.credit.models import Obligation, Rule
from alur.credit.services.rules import ensure_rules
from alur.records.services.opening import open_store

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_the_first_rules_are_added_once_and_changed_ones_left_alone() -> None:
    open_store()
    ensure_rules()
    Obligation.objects.filter(employment="pns").update(min_jp=Decimal(24))
    ensure_rules()
    rules = Rule.objects.order_by("code").values_list("code", "version", "kind", "form_code", "factor", "known_at")
    assert list(rules) == [
        ("module", 1, "module", 16, Decimal(1), 0),
        ("session", 1, "session", 9, Decimal(1), 0),
    ]
    duties = Obligation.objects.order_by("employment").values_list("employment", "min_jp", "max_jp", "valid_from_year")
    assert list(duties) == [("pns", Decimal(24), None, 1900), ("pppk", Decimal(0), Decimal(24), 1900)]
