"""Where the year leads: the rule, by examples that can be reckoned by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.credit.rules.forecast import forecast


@pytest.mark.parametrize(
    ("today", "earned", "planned", "by_pace", "by_plan", "expected"),
    [
        (date(2026, 7, 2), "10", "0", "19", "10", "19"),  # 183 of 365 days
        (date(2026, 7, 2), "10", "12", "19", "22", "22"),
        (date(2024, 7, 1), "10", "0", "20", "10", "20"),  # 183 of 366 days
        (date(2026, 12, 31), "16.75", "0", "16", "16.75", "16.75"),
        (date(2026, 1, 29), "3", "2", None, "5", "5"),
        (date(2026, 1, 30), "3", "2", "36", "5", "36"),
        (date(2026, 5, 1), "0", "0", "0", "0", "0"),
    ],
)
def test_examples(today: date, earned: str, planned: str, by_pace: str | None, by_plan: str, expected: str) -> None:
    found = forecast(Decimal(earned), planned=Decimal(planned), today=today)

    assert found.by_pace == (None if by_pace is None else Decimal(by_pace))
    assert (found.by_plan, found.expected) == (Decimal(by_plan), Decimal(expected))


@given(earned=st.decimals(0, 500, places=2), planned=st.decimals(0, 500, places=2), today=st.dates(date(1900, 1, 1)))
def test_never_less_than_what_she_has_and_plans(earned: Decimal, planned: Decimal, today: date) -> None:
    assert forecast(earned, planned=planned, today=today).expected >= earned + planned
