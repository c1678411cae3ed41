"""Files of sessions."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import Column, Kind
from alur.base.lib.problems import Problem
from alur.catalogue import importers as shared
from alur.learning.models import SessionKind
from alur.learning.services.sessions import SessionRow, put_sessions

MOST_CAPACITY = 10_000_000
LONGEST = timedelta(days=366)


def sessions(*, actor: Actor, source: str) -> Kind[SessionRow]:
    """Return the kind `sessions`. source: the file, for the audit trail."""
    return Kind(
        name="sessions",
        columns={
            "code": Column(shared.code, required=True),
            "title": shared.title,
            "kind": Column(cells.one_of(SessionKind.values), empty=SessionKind.WEBINAR.value),
            "starts_at": Column(cells.moment, required=True),
            "ends_at": Column(cells.moment, required=True),
            "jp": shared.jp,
            "unit_code": Column(cells.code(longest=64), empty=""),
            "speaker": Column(cells.text(longest=300), empty=""),
            "capacity": Column(cells.whole(least=1, most=MOST_CAPACITY)),
        },
        row=checked,
        put=lambda rows: put_sessions(actor=actor, rows=rows, source=source),
        key=lambda row: row.code,
    )


def checked(**values: Any) -> SessionRow:
    """Return the row. Raises Problem when it does not end after it begins."""
    row = SessionRow(**values)
    if not timedelta() < row.ends_at - row.starts_at <= LONGEST:
        raise Problem(
            "learning.session_times",
            _("The session ends before it begins, or lasts more than a year."),
            field="ends_at",
            mend=_("Correct starts_at or ends_at."),
        )
    return row
