"""Modules finished in a year, with what must not count again: the same module once more."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from alur.base.lib.clock import JAKARTA
from alur.cli.demo.allocation import PLANNED_UNTIL, allocation
from alur.cli.demo.modules import Module
from alur.cli.demo.offers import offers
from alur.cli.demo.rows import CompletionRow
from alur.cli.demo.scale import Scale
from alur.cli.demo.seeding import chance, record_id
from alur.cli.demo.staffing import Person
from alur.cli.demo.working_year import DAY, working_year

REPEATED_SHARE = 0.035
REPEATED_WITHIN = timedelta(days=60)
SCORED_KIND = "e-learning"
PACE = (0.55, 1.25)
# At the turn of the year two old modules are finished a minute before midnight and two soon after it.
TURN_MODULES = 2
BEFORE_MIDNIGHT, AFTER_MIDNIGHT = time(23, 59), time(0, 10)


@cache
def completions(year: int, scale: Scale) -> tuple[CompletionRow, ...]:
    """Return the completions of a year, in no order, repeated ones among them."""
    found: list[CompletionRow] = []
    modules = [offer.item for offer in offers(year, scale) if isinstance(offer.item, Module)]
    old = [module for module in modules if module.published_on.year < year][:TURN_MODULES]
    for module in modules:
        rng = chance("completions", year, module.code)
        chosen = allocation(year, scale)
        takers = chosen.takers[module.code]
        free = [person.nip for person in takers if person.nip not in chosen.planned]
        at_turn = free[:2] if module in old else []
        for person in takers:
            if person.nip in at_turn:
                at = _turn(year, rng, is_end=person.nip == at_turn[0])
            else:
                at = _moment(module, year, rng, person, is_planned=person.nip in chosen.planned)
            found.extend(_rows(module, person, at, rng))
    return tuple(found)


def _turn(year: int, rng: Random, *, is_end: bool) -> datetime:
    day, at = (date(year, 12, 31), BEFORE_MIDNIGHT) if is_end else (date(year, 1, 1), AFTER_MIDNIGHT)
    return datetime.combine(day, at.replace(second=rng.randrange(60)), tzinfo=JAKARTA)


def _moment(module: Module, year: int, rng: Random, person: Person, *, is_planned: bool) -> datetime:
    days = working_year(year)
    first = max(days.first, module.published_on + DAY)
    last = days.last.replace(month=PLANNED_UNTIL[0], day=PLANNED_UNTIL[1]) if is_planned else days.last
    return days.moment(rng, first=first, last=last, zone=person.unit.zone)


def _rows(module: Module, person: Person, at: datetime, rng: Random) -> Iterator[CompletionRow]:
    yield _row(module, person, at, rng, number=1)
    if rng.random() < REPEATED_SHARE:
        days = working_year(at.year)
        first = at.date() + DAY
        if first <= days.last:
            last = min(first + REPEATED_WITHIN, days.last)
            again = days.moment(rng, first=first, last=last, zone=person.unit.zone)
            yield _row(module, person, again, rng, number=2)


def _row(module: Module, person: Person, at: datetime, rng: Random, *, number: int) -> CompletionRow:
    return CompletionRow(
        record_id=record_id("completion", at.year, module.code, person.nip, number),
        nip=person.nip,
        module_code=module.code,
        completed_at=at,
        score=Decimal(5 * rng.randint(12, 20)) if module.kind == SCORED_KIND else None,
        duration_seconds=round(module.minutes * 60 * rng.uniform(*PACE)),
    )
