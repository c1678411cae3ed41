"""How many people take each module and session in a year.

2022 as domain.md's table of the demo year has it; from 2023 on about half as much.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from alur.cli.demo.modules import Module, catalogue
from alur.cli.demo.scale import Scale
from alur.cli.demo.seeding import chance, shares
from alur.cli.demo.sessions import FULL_YEAR, Session, held_in
from alur.cli.demo.working_year import working_year

# Completions of 2022 by kind and JP.
COMPLETIONS = {
    ("microlearning", Decimal(1)): 15_600,
    ("e-learning", Decimal(2)): 9_100,
    ("e-learning", Decimal(4)): 4_284,
    ("e-learning", Decimal(6)): 1_559,
    ("discussion", Decimal(2)): 2_400,
    ("webinar", Decimal(3)): 3_160,
    ("webinar", Decimal(4)): 929,
}
QUIET_SHARE = (0.44, 0.56)
QUIET_AUDIENCE = {"discussion": 55, "webinar": 62}
AGEING = 0.85
LEAST_SEASON = 0.3
# In a small demonstration few sessions are attended, those by several people, so that their evaluations say something.
ATTENDED_EVERY = 7


@dataclass(frozen=True, slots=True)
class Offer:
    """A module or session in a year. count: how many people take it."""

    item: Module | Session
    count: int

    @property
    def code(self) -> str:
        """Return the code of the module or session."""
        return self.item.code

    @property
    def jp(self) -> Decimal:
        """Return what it gives."""
        return self.item.jp

    @property
    def field(self) -> str:
        """Return whose daily work it is about."""
        return self.item.topic.field


@cache
def offers(year: int, scale: Scale) -> tuple[Offer, ...]:
    """Return what is offered in a year, modules first."""
    return (*_module_offers(year, scale), *_session_offers(year, scale))


def _module_offers(year: int, scale: Scale) -> Iterator[Offer]:
    on_offer = [module for module in catalogue() if module.published_on.year <= year]
    share = 1.0 if year == FULL_YEAR else chance("volume", year).uniform(*QUIET_SHARE)
    for (kind, jp), count in COMPLETIONS.items():
        group = [module for module in on_offer if (module.kind, module.jp) == (kind, jp)]
        weights = [_demand(module, year) for module in group]
        counts = shares(scale.part(round(count * share)), weights) if group else []
        yield from (Offer(module, part) for module, part in zip(group, counts, strict=True))


def _demand(module: Module, year: int) -> float:
    """Return how much a module is asked for: the newer the more, and in its first year only from publication on."""
    season = (date(year, 12, 31) - max(module.published_on, working_year(year).first)).days / 365
    liking = chance("liking", module.code, year).uniform(0.7, 1.3)
    return liking * max(season, LEAST_SEASON) * AGEING ** (year - module.published_on.year)


def _session_offers(year: int, scale: Scale) -> Iterator[Offer]:
    planned = held_in(year)
    if year != FULL_YEAR:
        totals = {session.code: QUIET_AUDIENCE[session.kind] for session in planned}
        yield from _divided(planned, sum(totals.values()), year, scale)
        return
    for (kind, jp), count in COMPLETIONS.items():
        group = [session for session in planned if (session.kind, session.jp) == (kind, jp)]
        if group:
            yield from _divided(group, count, year, scale)


def _divided(group: Sequence[Session], total: int, year: int, scale: Scale) -> Iterator[Offer]:
    few = scale.share < 1
    attended = [session for place, session in enumerate(group) if not few or place % ATTENDED_EVERY == 0]
    rng = chance("audience", year, group[0].kind, group[0].jp)
    weights = [rng.uniform(0.6, 1.4) for _ in attended]
    counts = shares(scale.part(total), weights)
    yield from (Offer(session, count) for session, count in zip(attended, counts, strict=True))
