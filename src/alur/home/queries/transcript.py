"""The transcript of an employee's year: what it says, and the seal by which anybody can check it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.signing import BadSignature, Signer

from alur.base.lib import clock
from alur.base.lib.fields import from_hundredths, to_hundredths
from alur.credit.queries.ledger import Line, duty, lines, obligations
from alur.credit.rules.duty import NONE, Duty
from alur.people.models import Employee

BREAK = "\u200b"
SALT = "alur.home.transcript"


@dataclass(frozen=True, slots=True)
class Transcript:
    """An employee's entries of a year that stand, oldest first. taken_back: how many entries no longer count."""

    employee: Employee
    year: int
    made_at: datetime
    lines: list[Line]
    taken_back: int
    duty: Duty

    @property
    def total(self) -> Decimal:
        """The JP of the year."""
        return self.duty.earned

    @property
    def until(self) -> date:
        """The last day that it speaks of."""
        return min(date(self.year, 12, 31), max(clock.local_date(self.made_at), date(self.year, 1, 1)))

    @property
    def kinds(self) -> list[tuple[str, int, Decimal]]:
        """Kinds of module and session with entries and JP, most JP first."""
        counts = Counter(line.sort for line in self.lines)
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            sums[line.sort] += line.amount
        return sorted(((kind, counts[kind], jp) for kind, jp in sums.items()), key=lambda each: (-each[2], each[0]))


def transcript(employee: Employee, year: int) -> Transcript:
    """Return the transcript of a year, in two queries."""
    found = list(lines(employee.pk, year))
    standing = [line for line in reversed(found) if line.stands]
    # Of all entries, reversals too: that is what every other screen sums.
    earned = sum((line.amount for line in found), NONE)
    taken_back = sum(line.is_reversed for line in found)
    owed = obligations(year).get(employee.employment)
    return Transcript(
        employee=employee,
        year=year,
        made_at=clock.now(),
        lines=standing,
        taken_back=taken_back,
        duty=duty(year, earned=earned, owed=owed),
    )


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a transcript said when it was made."""

    nip: str
    year: int
    total: Decimal
    count: int
    made_on: date


def seal(of: Transcript) -> str:
    """Return what the transcript says, signed with this installation's key: a part of an address."""
    made_on = clock.local_date(of.made_at)
    said = [of.employee.nip, of.year, to_hundredths(of.total), len(of.lines), made_on.isoformat()]
    return signer().sign_object(said, compress=True)


def unsealed(text: str) -> Sealed | None:
    """Return what a sealed transcript said, None when this installation never sealed it so."""
    try:
        # Copied out of the document, long words come with the marks by which they break.
        text = text.replace(BREAK, "")
        nip, year, total, count, made_on = signer().unsign_object(text)
    except (BadSignature, ValueError):
        return None
    return Sealed(nip, year, from_hundredths(total), count, date.fromisoformat(made_on))


@dataclass(frozen=True, slots=True)
class Checked:
    """A sealed transcript beside the ledger as it is now. name: None when nobody with the NIP is known any more."""

    said: Sealed
    name: str | None
    total: Decimal
    count: int

    @property
    def is_same(self) -> bool:
        """Whether the ledger says what the transcript said."""
        return (self.total, self.count) == (self.said.total, self.said.count)


def checked(text: str) -> Checked | None:
    """Return what a sealed transcript said and what is true now, None when this installation never sealed it so."""
    said = unsealed(text)
    if said is None:
        return None
    employee = Employee.objects.select_related("unit").filter(nip=said.nip).first()
    if employee is None:
        return Checked(said, None, NONE, 0)
    now = transcript(employee, said.year)
    return Checked(said, employee.name, now.total, len(now.lines))


def signer() -> Signer:
    return Signer(salt=SALT, sep=".")
