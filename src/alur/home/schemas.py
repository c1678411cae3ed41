"""What the search's API gives out."""

from datetime import date

from ninja import Schema


class HitOut(Schema):
    """Something found, at the passage that answers best; the first five as `alur search` says them."""

    id: str
    kind: str
    title: str
    score: float
    passage: str
    heading: str
    day: date | None
    url: str


class FoundOut(Schema):
    """What was found, the nearest first. guessed: what was looked for in the place of words that nobody wrote."""

    results: list[HitOut]
    guessed: dict[str, str]
