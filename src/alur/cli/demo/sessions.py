"""The sessions: 82 in 2022, about three a month in the quieter years, some of them still to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from alur.base.lib.clock import JAKARTA
from alur.cli.demo.rows import SessionRow
from alur.cli.demo.scale import FULL, Scale
from alur.cli.demo.seeding import chance, sample_weighted
from alur.cli.demo.sources import table, tree
from alur.cli.demo.topics import Topic, topic, topics
from alur.cli.demo.units import places
from alur.cli.demo.working_year import WorkingYear, working_year

FULL_YEAR = 2022
QUIET_COUNT = (31, 37)
ANNOUNCED_AHEAD = timedelta(days=45)
MORNING, AFTERNOON = time(9), time(13, 30)
CAPACITIES = {"discussion": 150, "webinar": 1000}
FALLBACK_UNIT = "PPSDM"


@dataclass(frozen=True, slots=True)
class Session:
    """A session as the demonstration plans it."""

    code: str
    title: str
    kind: str
    jp: Decimal
    topic: Topic
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class _Plan:
    kind: str
    minutes: int
    jp: Decimal
    topic: Topic
    title: str


def sessions(*, until: date, scale: Scale = FULL) -> Iterator[SessionRow]:
    """Yield the sessions held before a day and those announced for the weeks after it, in order of time."""
    last = until + ANNOUNCED_AHEAD
    for year in range(FULL_YEAR, last.year + 1):
        for session in held_in(year):
            if session.starts_at.date() <= last:
                yield _row(session, scale)


@cache
def held_in(year: int) -> tuple[Session, ...]:
    """Return the sessions of a year, in order of time."""
    rng = chance("sessions", year)
    plans = _full_plans() if year == FULL_YEAR else _quiet_plans(rng)
    rng.shuffle(plans)
    starts = _starts(working_year(year), rng, len(plans))
    return tuple(
        Session(
            code=f"S-{year}-{number:02}",
            title=plan.title,
            kind=plan.kind,
            jp=plan.jp,
            topic=plan.topic,
            starts_at=start,
            ends_at=start + timedelta(minutes=plan.minutes),
        )
        for number, (plan, start) in enumerate(zip(plans, starts, strict=True), 1)
    )


def _full_plans() -> list[_Plan]:
    return [
        _Plan(row["kind"], int(row["minutes"]), Decimal(row["jp"]), topic(row["topic"]), row["title"])
        for row in table("sessions_2022")
    ]


def _quiet_plans(rng: Random) -> list[_Plan]:
    series = tree("series")["series"]
    subjects = [(each, aspect) for each in topics() for aspect in each.aspects]
    chosen = rng.sample(subjects, rng.randint(*QUIET_COUNT))
    kinds = rng.choices(series, weights=[each["share"] for each in series], k=len(chosen))
    return [
        _Plan(kind["kind"], kind["minutes"], Decimal(kind["jp"]), subject, kind["title"].format(aspect=aspect))
        for kind, (subject, aspect) in zip(kinds, chosen, strict=True)
    ]


def _starts(year: WorkingYear, rng: Random, count: int) -> Sequence[datetime]:
    slots = [(day, at) for day in year.days if year.is_workday(day) for at in (MORNING, AFTERNOON)]
    weights = [year.weight(day) ** 2 * (2 if at == MORNING else 1) for day, at in slots]
    return [datetime.combine(day, at, tzinfo=JAKARTA) for day, at in sample_weighted(rng, slots, weights, count)]


def _row(session: Session, scale: Scale) -> SessionRow:
    rng = chance("session", session.code)
    hosts = tree("speakers")[session.topic.field]
    host, role = rng.choice(hosts["units"]), rng.choice(hosts["roles"])
    names = {place.code: place.name for place in places(scale)}
    code = host if host in names else FALLBACK_UNIT
    return SessionRow(
        code=session.code,
        title=session.title,
        kind=session.kind,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        jp=session.jp,
        unit_code=code,
        speaker=f"{role}, {names[code]}",
        capacity=CAPACITIES[session.kind],
    )
