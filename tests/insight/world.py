"""A small agency with all that figures depend on: moves between units, JP that change, sessions at the year's turn."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from alur.base.lib import clock
from alur.catalogue.models import Activity, ActivityVersion, Kind
from alur.catalogue.statements import iri
from alur.credit.services.rules import ensure_rules
from alur.learning.models import Session, SessionTime
from alur.people.models import Employee, Placement, Unit
from alur.records.services.opening import open_store
from tests.cast import unit

ALWAYS = date(1900, 1, 1)
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
NIPS = ["198609262015051001", "197503102000031002", "199001012014022003"]
MOVE = date(2022, 7, 1)
RISE = datetime(2022, 6, 1, tzinfo=clock.JAKARTA)


@dataclass(frozen=True)
class World:
    """The agency. units: A above B; people: by NIP; sessions: code → (start, end)."""

    above: Unit
    below: Unit
    people: dict[str, Employee]
    sessions: dict[str, tuple[datetime, datetime]]

    def unit_of(self, nip: str, on: date) -> Unit:
        """Return where somebody was: the second person moves from below to above in mid 2022."""
        if nip == NIPS[1]:
            return self.below if on < MOVE else self.above
        return self.below if nip == NIPS[0] else self.above


MODULES = {"M1": Decimal("1.00"), "M2": Decimal("2.50")}
RISEN = Decimal("4.25")


def jp_of(module: str, at: datetime) -> Decimal:
    """Return what a module is worth at a moment: the second one rises on 1 June 2022."""
    return RISEN if module == "M2" and at >= RISE else MODULES[module]


def build() -> World:
    """Put the agency into the database."""
    open_store()
    ensure_rules()
    above = unit("A", None)
    below = unit("B", above)
    turn = datetime(2022, 12, 31, 23, tzinfo=clock.JAKARTA)
    noon = datetime(2022, 5, 4, 12, tzinfo=clock.JAKARTA)
    sessions = {"S1": (noon, noon + timedelta(minutes=100)), "S2": (turn, turn + timedelta(hours=2))}
    people = {nip: person(nip, below if nip != NIPS[2] else above) for nip in NIPS}
    Placement.objects.create(employee=people[NIPS[1]], unit=above, valid_from=MOVE, known_at=0)
    for code, jp in MODULES.items():
        activity(Kind.MODULE, code, jp)
    risen = Activity.objects.get(iri=iri("module", "M2"))
    ActivityVersion.objects.create(activity=risen, number=2, jp=RISEN, valid_from=RISE, known_at=0)
    for code, (starts_at, ends_at) in sessions.items():
        made = activity(Kind.SESSION, code, Decimal("3.00"))
        Session.objects.create(activity=made, starts_at=starts_at, ends_at=ends_at)
        SessionTime.objects.create(activity=made, starts_at=starts_at, ends_at=ends_at, known_at=0)
    activity(Kind.EXAM, "E1", None)
    return World(above, below, people, sessions)


def person(nip: str, unit: Unit) -> Employee:
    made = Employee.objects.create(nip=nip, name=nip, unit=unit, known_at=0)
    Placement.objects.create(employee=made, unit=unit, valid_from=ALWAYS, known_at=0)
    return made


def activity(kind: Kind, code: str, jp: Decimal | None) -> Activity:
    made = Activity.objects.create(
        iri=iri(kind, code), kind=kind, code=code, title=code, published_on=date(2021, 1, 1), known_at=0
    )
    if jp is not None:
        ActivityVersion.objects.create(activity=made, number=1, jp=jp, valid_from=BEGINNING, known_at=0)
    return made
