"""The names of an index, at the bounds of LAN's scale; the three months of the archive study fit it (domain.md §5)."""

from decimal import Decimal

import pytest

from alur.evaluation.rules import grade


@pytest.mark.parametrize(
    ("share", "name"),
    [
        ("1", "excellent"),
        ("0.901", "excellent"),
        ("0.9", "good"),
        ("0.851", "good"),
        ("0.823", "good"),
        ("0.8", "fair"),
        ("0.792", "fair"),
        ("0.7", "poor"),
        ("0.6", "bad"),
        ("0", "bad"),
    ],
)
def test_grades(share: str, name: str) -> None:
    assert grade(Decimal(share)) == name
