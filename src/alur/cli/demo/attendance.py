"""Presence in the sessions of a year: enough of it, and presence that must not count because it is too short."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from random import Random

from alur.cli.demo.allocation import allocation, reached
from alur.cli.demo.offers import offers
from alur.cli.demo.rows import AttendanceRow
from alur.cli.demo.scale import Scale
from alur.cli.demo.seeding import chance, record_id
from alur.cli.demo.sessions import Session
from alur.cli.demo.staffing import Person

Minutes = tuple[float, float]
SHORT_SHARE = 0.08
ENOUGH = 0.8
SECOND = 1 / 60


@cache
def attendance(year: int, scale: Scale) -> tuple[AttendanceRow, ...]:
    """Return the spans of presence of a year, in no order."""
    found: list[AttendanceRow] = []
    people = reached(year, scale)
    for offer in offers(year, scale):
        if isinstance(offer.item, Session):
            found.extend(_present(offer.item, allocation(year, scale).takers[offer.code], people))
    return tuple(found)


def _present(session: Session, takers: list[Person], people: list[Person]) -> Iterator[AttendanceRow]:
    rng = chance("attendance", session.code)
    length = (session.ends_at - session.starts_at) / timedelta(minutes=1)
    for person in takers:
        yield from _rows(session, person, _long_enough(rng, length))
    taken = {person.nip for person in takers}
    for person in rng.sample(people, round(len(takers) * SHORT_SHARE)):
        if person.nip not in taken and not person.account:
            yield from _rows(session, person, _too_short(rng, length))


def _rows(session: Session, person: Person, spans: list[Minutes]) -> Iterator[AttendanceRow]:
    for number, (joined, left) in enumerate(spans, 1):
        yield AttendanceRow(
            record_id=record_id("attendance", session.code, person.nip, number),
            nip=person.nip,
            session_code=session.code,
            joined_at=session.starts_at + timedelta(seconds=round(joined * 60)),
            left_at=session.starts_at + timedelta(seconds=round(left * 60)),
        )


def _long_enough(rng: Random, length: float) -> list[Minutes]:
    """Return spans in minutes from the session's start that cover at least 80 % of it."""
    joined, left, middle = rng.uniform(-12, 4), length + rng.uniform(-4, 14), rng.uniform(0.3, 0.7) * length
    pattern = rng.choices(["whole", "break", "two devices", "three", "just enough"], weights=[70, 12, 10, 5, 3])[0]
    if pattern == "break":
        return [(joined, middle), (middle + rng.uniform(1, 5), left)]
    if pattern == "two devices":
        return [(joined, middle + rng.uniform(2, 20)), (middle - rng.uniform(1, 8), left)]
    if pattern == "three":
        return [(joined, middle - 3), (middle - 4, middle), (middle + rng.uniform(0.5, 4), left)]
    if pattern == "just enough":
        return [(0, length * ENOUGH)]
    return [(joined, left)]


def _too_short(rng: Random, length: float) -> list[Minutes]:
    """Return spans that cover less than 80 % of the session, though some look longer."""
    pattern = rng.choice(["late", "early", "waiting", "two devices", "a second short"])
    if pattern == "late":
        return [(length * rng.uniform(0.3, 0.9), length + rng.uniform(1, 30))]
    if pattern == "waiting":
        return [(-rng.uniform(20, 40), -rng.uniform(1, 15))]
    if pattern == "two devices":
        half = length * rng.uniform(0.42, 0.6)
        return [(-2, half), (0, half + 1)]
    if pattern == "a second short":
        return [(0, length * ENOUGH - SECOND)]
    return [(rng.uniform(-15, 5), length * rng.uniform(0.1, 0.7))]
