"""Why a row about learning is refused."""

from django.utils.translation import gettext as _

from alur.base.lib.importing.cells import shown
from alur.base.lib.problems import Problem


def unknown_module(code: str) -> Problem:
    """Return the Problem of a module that is not in the catalogue."""
    return Problem(
        "learning.unknown_module",
        _("There is no module with the code “%(code)s”.") % {"code": shown(code)},
        field="module_code",
        mend=_("Check the code, or import the modules first."),
    )
