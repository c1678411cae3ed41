"""Reads the ledger: sums, entries, and what stands behind each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from alur.base.lib import bulk
from alur.base.lib.clock import JAKARTA, local_date
from alur.base.lib.fields import from_hundredths
from alur.base.lib.listing import Listing
from alur.credit.models import Entry, Obligation
from alur.credit.rules.duty import NONE, Duty
from alur.credit.rules.ledger import Reason
from alur.credit.statements import reason_given
from alur.records.queries.texts import statement_at

# Of the module or session as it is now, as the agency's figures by kind are.
KIND = "coalesce(m.kind, s.kind, e.kind)"
KINDS_JOINED = """LEFT JOIN learning_module m ON m.activity_id = e.activity_id
    LEFT JOIN learning_session s ON s.activity_id = e.activity_id"""
# Written out, since the ORM takes ten times longer to write this query than the database to answer it.
LINE = f"""
e.id, e.employee_id, e.year, e.at, e.kind, a.code, a.title, e.amount, e.evidence_id, u.name, r.code, r.version,
    r.form_name, r.factor, r.source, v.number, v.jp, e.reverses_id, e.reason, EXISTS (
        SELECT 1 FROM credit_entry b WHERE b.reverses_id = e.id AND b.employee_id = e.employee_id AND b.year = e.year
    ), {KIND}
"""
FROM = f"""
FROM credit_entry e JOIN catalogue_activity a ON a.id = e.activity_id JOIN people_unit u ON u.id = e.unit_id
    JOIN credit_rule r ON r.id = e.rule_id JOIN catalogue_activityversion v ON v.id = e.version_id
    {KINDS_JOINED}
WHERE {{where}}
"""
OF_YEAR = f"""
SELECT e.id, e.reverses_id, {KIND}, e.at, e.amount, a.title FROM credit_entry e {KINDS_JOINED}
    JOIN catalogue_activity a ON a.id = e.activity_id WHERE e.employee_id = %s AND e.year = %s
ORDER BY e.at DESC, e.rid DESC, e.id
"""
MONTHS = 12
NEWEST = "e.at DESC, e.rid DESC, e.id"


@dataclass(frozen=True, slots=True)
class Line:
    """A ledger entry with all that proves it. The fields stand in the order of LINE.

    sort: the kind of module or session.
    """

    id: UUID
    employee_id: int
    year: int
    at: datetime
    kind: str
    code: str
    title: str
    amount: Decimal
    evidence_id: UUID
    unit: str
    rule: str
    rule_version: int
    form: str
    factor: Decimal
    source: str
    version: int
    version_jp: Decimal
    reverses_id: UUID | None
    reason: Reason
    is_reversed: bool
    sort: str

    @property
    def stands(self) -> bool:
        """Whether the entry is neither a reversal nor reversed."""
        return self.reverses_id is None and not self.is_reversed


class Owed(NamedTuple):
    """JP that a kind of employment owes in a year, and how many count at most (None: no ceiling)."""

    least: Decimal
    most: Decimal | None


def obligations(year: int) -> dict[str, Owed]:
    """Return what each kind of employment owes in a year, in one query."""
    [rows] = bulk.ask(asked_obligations())
    return owed_in(year, rows)


def asked_obligations() -> bulk.Asked:
    """Return the question for all obligations, whose answer `owed_in` reads."""
    return bulk.everything(Obligation, ["valid_from_year", "employment", "min_jp", "max_jp"])


def owed_in(year: int, rows: Iterable[bulk.Row]) -> dict[str, Owed]:
    """Return what each kind of employment owes in a year. rows: all obligations."""
    return {
        employment: Owed(from_hundredths(least), None if most is None else from_hundredths(most))
        for since, employment, least, most in sorted(rows, key=itemgetter(0))
        if since <= year
    }


def duty(year: int, *, earned: Decimal, owed: Owed | None) -> Duty:
    """Return how far somebody is towards the obligation of a year. earned: her JP; owed: None for no obligation."""
    return Duty(year, earned, owed.least if owed else NONE, owed.most if owed else None)


@dataclass(frozen=True, slots=True)
class Parts:
    """An employee's JP of a year by kind of module or session, most first, and by month from January on."""

    by_kind: dict[str, Decimal]
    by_month: list[Decimal]

    @property
    def total(self) -> Decimal:
        """The JP of the year."""
        return sum(self.by_month, NONE)


class Brief(NamedTuple):
    """A ledger entry that stands, in a line."""

    id: UUID
    title: str
    at: datetime
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Year:
    """An employee's year. latest: entries that stand, the newest first."""

    parts: Parts
    latest: list[Brief]


def parts(employee_id: int, year: int) -> Parts:
    """Return the sums of an employee's entries of a year, in one query. Month by the Jakarta date of the act."""
    return year_of(employee_id, year, count=0).parts


def year_of(employee_id: int, year: int, *, count: int) -> Year:
    """Return the sums as `parts` and the last entries that stand, in one query. count: of these."""
    kinds: defaultdict[str, int] = defaultdict(int)
    months = [0] * MONTHS
    rows = bulk.read(OF_YEAR, [employee_id, year])
    for _id, _reverses, kind, at, amount, _title in rows:
        kinds[kind] += amount
        months[local_date(bulk.as_moment(at)).month - 1] += amount
    most_first = sorted(kinds.items(), key=lambda each: (-each[1], each[0]))
    reversed_ones = {row[1] for row in rows if row[1] is not None}
    standing = (row for row in rows if row[1] is None and row[0] not in reversed_ones)
    return Year(
        Parts({kind: from_hundredths(jp) for kind, jp in most_first}, [from_hundredths(jp) for jp in months]),
        [
            Brief(as_id(id), title, bulk.as_moment(at), from_hundredths(amount))
            for id, _reverses, _kind, at, amount, title in islice(standing, count)
        ],
    )


def as_id(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


def lines(employee_id: int, year: int, *, sort: str = "", month: int | None = None) -> Listing[Line]:
    """Return the entries of an employee and year, newest first, with what stands behind each.

    sort: of one kind of module or session alone; month: of one month alone, 1 to 12.
    """
    where = "e.employee_id = %s AND e.year = %s"
    parameters: list[Any] = [employee_id, year]
    if sort:
        where, parameters = f"{where} AND {KIND} = %s", [*parameters, sort]
    if month:
        begin, end = datetime(year, month, 1, tzinfo=JAKARTA), month_after(year, month)
        moments = map(connection.ops.adapt_datetimefield_value, (begin, end))
        where, parameters = f"{where} AND e.at >= %s AND e.at < %s", [*parameters, *moments]
    return reading(where, parameters)


def month_after(year: int, month: int) -> datetime:
    years, before = divmod(month, MONTHS)
    return datetime(year + years, before + 1, 1, tzinfo=JAKARTA)


def latest(employee_id: int, year: int, *, count: int) -> list[Line]:
    """Return the last entries of a year that stand."""
    return [each for each in lines(employee_id, year)[: count * 2] if each.stands][:count]


def line_by_id(id: UUID) -> Line | None:
    """Return an entry, None when there is none with this id."""
    found = reading("e.id = %s", [id if connection.vendor == "postgresql" else id.hex])[:1]
    return found[0] if found else None


def reading(where: str, parameters: list[Any]) -> Listing[Line]:
    return Listing(LINE, FROM.format(where=where), NEWEST, parameters, line)


def line(row: tuple[Any, ...]) -> Line:
    values = dict(zip(Line.__slots__, row, strict=True))
    for name in ("id", "evidence_id", "reverses_id"):
        values[name] = bulk.as_uuid(values[name])
    for name in ("amount", "factor", "version_jp"):
        values[name] = from_hundredths(values[name])
    values |= {"at": bulk.as_moment(values["at"]), "reason": Reason(values["reason"])}
    return Line(**(values | {"is_reversed": bool(values["is_reversed"])}))


def decided_because(line: Line) -> str:
    """Return in what words it was decided to take the line back, or what it takes back; "" when nobody decided."""
    decided = Entry.objects.filter(employee_id=line.employee_id, year=line.year, reason=Reason.DECISION)
    rid = decided.filter(Q(pk=line.id) | Q(reverses_id=line.id)).values_list("rid", flat=True).first()
    return "" if rid is None else reason_given(statement_at(rid) or {})
