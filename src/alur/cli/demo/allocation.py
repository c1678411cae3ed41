"""Who takes what in a year: everybody reached something, nobody the same thing twice."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import accumulate
from random import Random

from alur.cli.demo.modules import Module
from alur.cli.demo.offers import Offer, offers
from alur.cli.demo.scale import Scale
from alur.cli.demo.seeding import chance, sample_weighted
from alur.cli.demo.sessions import FULL_YEAR
from alur.cli.demo.sources import tree
from alur.cli.demo.staffing import Person, staff
from alur.cli.demo.topics import fits
from alur.cli.demo.working_year import working_year

QUIET_REACH = 0.8
ZEAL_SPREAD = 0.55
ZEAL_OF_PLACE = {"head": 0.5, "lead": 0.85, "member": 1.0}
# Of those drawn whose work a topic is not, this part takes it nevertheless.
STRANGER_SHARE = 0.3
PLANNED_SESSIONS = 2
# What the demonstration accounts do each year is done by mid-November, so that late in a year they show it.
PLANNED_UNTIL = (11, 15)


class Allocation:
    """What each offer's takers are. planned: those whose year is planned, not left to chance."""

    def __init__(self, takers: dict[str, list[Person]], planned: frozenset[str]) -> None:
        self.takers = takers
        self.planned = planned


@cache
def zeal(person: Person) -> float:
    """Return how much someone learns compared with others, the same in all years."""
    return ZEAL_OF_PLACE[person.place] * chance("zeal", person.nip).lognormvariate(0, ZEAL_SPREAD)


def reached(year: int, scale: Scale) -> list[Person]:
    """Return who learns anything in a year; the people behind demonstration accounts always do."""
    people = staff(scale)
    count = scale.reached if year == FULL_YEAR else round(scale.reached * QUIET_REACH)
    weights = [1e6 if person.account else zeal(person) ** 2 for person in people]
    return sample_weighted(chance("reached", year), people, weights, count)


@cache
def allocation(year: int, scale: Scale) -> Allocation:
    """Return who takes what in a year."""
    return _Draw(year, scale).allocated()


class _Draw:
    def __init__(self, year: int, scale: Scale) -> None:
        self._year = year
        self._rng = chance("allocation", year)
        self._offers = offers(year, scale)
        self._left = {offer.code: offer.count for offer in self._offers}
        self._takers: dict[str, dict[str, Person]] = {offer.code: {} for offer in self._offers}
        people = reached(year, scale)
        self._planned = [person for person in people if person.account]
        self._others = [person for person in people if not person.account]

    def allocated(self) -> Allocation:
        for person in self._planned:
            self._plan(person)
        self._deal_one_each()
        reach = [*accumulate(zeal(person) for person in self._others)]
        for offer in self._offers:
            self._fill(offer, reach)
        takers = {code: list(people.values()) for code, people in self._takers.items()}
        return Allocation(takers, frozenset(person.nip for person in self._planned))

    def _take(self, offer: Offer, person: Person) -> None:
        self._takers[offer.code][person.nip] = person
        self._left[offer.code] -= 1

    def _plan(self, person: Person) -> None:
        """Give someone a year of the JP that her account is to show."""
        rng = chance("plan", self._year, person.account)
        wanted = Decimal(tree("accounts")[person.account]["yearly_jp"])
        for offer in self._in_planned_order(person, rng):
            if offer.jp <= wanted:
                self._take(offer, person)
                wanted -= offer.jp

    def _in_planned_order(self, person: Person, rng: Random) -> Iterable[Offer]:
        """Return what is open to her, a few sessions first; own field before others'."""
        last = working_year(self._year).last.replace(month=PLANNED_UNTIL[0], day=1)
        open_to_all = [offer for offer in self._offers if self._left[offer.code] and _begins(offer) < last]
        fit = sorted(open_to_all, key=lambda offer: (not fits(offer.field, person_field=person.field), rng.random()))
        sessions = [offer for offer in fit if not isinstance(offer.item, Module)][:PLANNED_SESSIONS]
        modules = [offer for offer in fit if isinstance(offer.item, Module)]
        return [*sessions, *modules]

    def _deal_one_each(self) -> None:
        """Give everybody one module, dealt from all places there are."""
        seats = [
            offer for offer in self._offers if isinstance(offer.item, Module) for _ in range(self._left[offer.code])
        ]
        self._rng.shuffle(seats)
        for person, offer in zip(self._others, seats, strict=False):
            self._take(offer, person)

    def _fill(self, offer: Offer, reach: Sequence[float]) -> None:
        """Let chance fill the places left, the zealous and those whose work it is more often."""
        takers, rng = self._takers[offer.code], self._rng
        while self._left[offer.code]:
            person = rng.choices(self._others, cum_weights=reach)[0]
            willing = fits(offer.field, person_field=person.field) or rng.random() < STRANGER_SHARE
            if willing and person.nip not in takers:
                self._take(offer, person)


def _begins(offer: Offer) -> date:
    item = offer.item
    return item.published_on if isinstance(item, Module) else item.starts_at.date()
