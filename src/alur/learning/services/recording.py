"""Records of learning that come from elsewhere: of finished modules, of presence in sessions."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import Verdict, changes
from alur.base.lib.problems import Problem
from alur.base.lib.tuples import column_of, those
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code, unknown
from alur.learning.queries.reach import registered_in, sessions_in_reach
from alur.people.queries.known import employee_ids, not_reached, reached_ids
from alur.records.rules.draft import Draft
from alur.records.services import append_rows, in_line

ACTION = "records.import"


class LearntRow(NamedTuple):
    """What an employee (nip) did with an activity (code), and the record that says so, which needs nothing else."""

    nip: str
    code: str
    draft: Draft


def record(*, actor: Actor, rows: Sequence[LearntRow], kind: Kind, action: str, source: str) -> list[Verdict]:
    """Record what rows say of activities of a kind; return what became of each. action, source: for the audit trail.

    Who reaches a unit records of its people, and presence in its own sessions, of those registered too. A refused row
    leaves the others be: `people.unknown_employee`, `people.not_reached`, `catalogue.unknown_…`,
    `learning.not_your_session`, `records.conflict` when the id is taken by other content. Raises Problem
    `access.not_allowed`.
    """
    with transaction.atomic(), in_line():
        refused = Refusals(actor, rows, kind).of_each(rows)
        taken = those(rows, [problem is None for problem in refused])
        verdicts = append_rows(column_of(taken, "draft"), refused=refused)
        if counts := changes(verdicts):
            audit.write(actor, action, f"{kind.value}:*", source=source, **counts)
    return verdicts


class Refusals:
    """Why rows make no record."""

    def __init__(self, actor: Actor, rows: Sequence[LearntRow], kind: Kind) -> None:
        self._actor = actor
        self._kind = kind
        self._people = reached_ids(actor, ACTION, column_of(rows, "nip"))
        self._activities = ids_by_code(kind, column_of(rows, "code"))
        is_limited = not permissions.allows(actor, ACTION)
        self._own = OwnSessions(actor, rows, self._activities) if is_limited and kind == Kind.SESSION else None

    def of_each(self, rows: Sequence[LearntRow]) -> list[Problem | None]:
        """Return why rows make no record, None for those that do."""
        nips, codes = set(column_of(rows, "nip")), set(column_of(rows, "code"))
        if self._own is None and nips <= self._people.keys() and codes <= self._activities.keys():
            return [None] * len(rows)
        return list(map(self.of, rows))

    def of(self, row: LearntRow) -> Problem | None:
        """Return why a row makes no record, None when it does."""
        nip, code, own = row.nip, row.code, self._own
        if own is not None and code in self._activities and not own.holds(code):
            return not_your_session(code)
        if nip not in self._people and not (own and own.is_registered(row)):
            return not_reached(self._actor, ACTION, nip)
        return None if code in self._activities else unknown(self._kind, code)


class OwnSessions:
    """Which of the sessions that rows name the actor holds, and who registered for them. Three queries."""

    def __init__(self, actor: Actor, rows: Sequence[LearntRow], sessions: Mapping[str, int]) -> None:
        self._sessions = sessions
        self._held = sessions_in_reach(actor, sessions.values())
        self._people = employee_ids(row.nip for row in rows)
        self._registered = registered_in(self._held)

    def holds(self, code: str) -> bool:
        """Tell whether the actor holds a session that is known."""
        return self._sessions[code] in self._held

    def is_registered(self, row: LearntRow) -> bool:
        """Tell whether the person of a row registered for its session."""
        return (self._sessions.get(row.code), self._people.get(row.nip)) in self._registered


def not_your_session(code: str) -> Problem:
    return Problem(
        "learning.not_your_session",
        _("The session “%(code)s” is not one of your unit's.") % {"code": code},
        field="session_code",
        mend=_("Check the code; presence is taken in by the unit that held the session, or by the training centre."),
    )
