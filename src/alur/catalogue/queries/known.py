"""Which activities there are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alur.base.lib import reference
from alur.base.lib.problems import Problem
from alur.catalogue.models import Activity, Kind


def ids_by_code(kind: Kind, codes: Iterable[str]) -> dict[str, int]:
    """Return the activities of a kind by those of the codes that are known."""
    keys = {(kind.value, code) for code in codes}
    return dict(reference.matching(Activity, ["kind", "code"], keys, ["code", "id"])) if keys else {}


@dataclass(frozen=True, slots=True)
class AboutCodes:
    """Codes of what something is about: a module or a session, "" for not this."""

    module: str
    session: str


class Abouts:
    """The modules and sessions that rows are about, read with two queries."""

    def __init__(self, codes: Iterable[AboutCodes]) -> None:
        wanted = set(codes)
        self._modules = ids_by_code(Kind.MODULE, (each.module for each in wanted if each.module))
        self._sessions = ids_by_code(Kind.SESSION, (each.session for each in wanted if each.session))

    def refusal(self, codes: AboutCodes) -> Problem | None:
        """Return the Problem when a code is not known."""
        if codes.module and codes.module not in self._modules:
            return unknown(Kind.MODULE, codes.module)
        if codes.session and codes.session not in self._sessions:
            return unknown(Kind.SESSION, codes.session)
        return None

    def activity_id(self, codes: AboutCodes) -> int | None:
        """Return the activity, None when the codes name none."""
        return self._modules.get(codes.module) or self._sessions.get(codes.session)


def unknown(kind: Kind, code: str) -> Problem:
    """Return the Problem of a code that no activity of the kind has."""
    words = {
        Kind.MODULE: _("There is no module with the code “%(code)s”."),
        Kind.SESSION: _("There is no session with the code “%(code)s”."),
        Kind.EXAM: _("There is no exam with the code “%(code)s”."),
        Kind.KNOWLEDGE: _("There is no knowledge item with the code “%(code)s”."),
    }
    return Problem(
        f"catalogue.unknown_{kind.value}",
        words[kind] % {"code": code},
        field=f"{kind.value}_code",
        mend=_("Check the code, or import it first."),
    )
