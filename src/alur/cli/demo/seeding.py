"""Chance and identifiers that come out the same on every machine and day."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar
from uuid import UUID, uuid5

NAMESPACE = UUID("6f0e1f0a-6d1c-5b0e-9c55-0a1a6d2f2022")

T = TypeVar("T")


def chance(*concern: object) -> Random:
    """Return the chance of one concern (a name, a year, a code ...), so that concerns do not disturb one another."""
    return Random("/".join(str(part) for part in concern))


def record_id(*parts: object) -> UUID:
    """Return the id of the record that these parts name."""
    return uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def shares(total: int, weights: Sequence[float], *, least: int = 0) -> list[int]:
    """Divide total into whole parts by weights, none below least. The parts add up to total."""
    spread = total - least * len(weights)
    reach = [round(spread * mark / sum(weights)) for mark in accumulate(weights)]
    return [least + upper - lower for lower, upper in zip([0, *reach], reach, strict=False)]


def sample_weighted(rng: Random, items: Sequence[T], weights: Sequence[float], count: int) -> list[T]:
    """Return count different items, heavier ones more likely (Efraimidis and Spirakis), in the items' order."""
    keys = [rng.random() ** (1 / weight) for weight in weights]
    chosen = sorted(range(len(items)), key=keys.__getitem__, reverse=True)[:count]
    return [items[place] for place in sorted(chosen)]
