"""Anonymous level-1 evaluations of sessions and of the longer modules."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import itemgetter
from random import Random

from alur.base.lib.clock import JAKARTA
from alur.cli.demo.modules import Module
from alur.cli.demo.offers import Offer, offers
from alur.cli.demo.rows import EvaluationRow
from alur.cli.demo.scale import FULL, Scale
from alur.cli.demo.seeding import chance, record_id
from alur.cli.demo.sessions import FULL_YEAR, Session
from alur.cli.demo.sources import tree
from alur.cli.demo.working_year import DAY, working_year

ANSWERING = (0.2, 0.35)
EVALUATED_JP = Decimal(4)
MODULE_ANSWERS = 15
SPREAD = 0.7
LIKING_SPREAD = 0.3
NEXT_DAYS = 2


def evaluations(*, until: date, scale: Scale = FULL) -> Iterator[EvaluationRow]:
    """Yield the answers given before a day, in order of time; as many people answer as took part, at most."""
    for year in range(FULL_YEAR, until.year + 1):
        rows = [row for offer in offers(year, scale) for row in _answers(offer, year)]
        dated = [row for row in rows if row["submitted_at"].date() < until]
        yield from sorted(dated, key=itemgetter("submitted_at", "record_id"))


def _answers(offer: Offer, year: int) -> Iterator[EvaluationRow]:
    if isinstance(offer.item, Module) and offer.jp < EVALUATED_JP:
        return
    rng = chance("evaluation", year, offer.code)
    liking = rng.gauss(0, LIKING_SPREAD)
    count = max(min(offer.count, 5), round(offer.count * rng.uniform(*ANSWERING)))
    for number in range(min(count, MODULE_ANSWERS) if isinstance(offer.item, Module) else count):
        at = _submitted_at(offer.item, year, rng)
        for place, item in enumerate(tree("evaluation")["item"]):
            yield _row(offer, at, item["text"], _score(item["mean"] + liking, rng), record=(year, number, place))


def _submitted_at(item: Module | Session, year: int, rng: Random) -> datetime:
    if isinstance(item, Session):
        return item.ends_at + timedelta(seconds=rng.randint(60, 3 * 3600))
    days = working_year(year)
    first = max(days.first, item.published_on + NEXT_DAYS * DAY)
    day = first + DAY * rng.randrange((days.last - first).days)
    return datetime.combine(day, time(rng.randint(8, 20), rng.randrange(60)), tzinfo=JAKARTA)


def _score(mean: float, rng: Random) -> Decimal:
    best = tree("evaluation")["max_score"]
    return Decimal(min(best, max(1, round(rng.gauss(mean, SPREAD)))))


def _row(offer: Offer, at: datetime, item: str, score: Decimal, *, record: tuple[int, int, int]) -> EvaluationRow:
    is_module = isinstance(offer.item, Module)
    return EvaluationRow(
        record_id=record_id("evaluation", offer.code, *record),
        session_code="" if is_module else offer.code,
        module_code=offer.code if is_module else "",
        submitted_at=at,
        item=item,
        score=score,
        max_score=Decimal(tree("evaluation")["max_score"]),
    )
