"""The first line of a table, which names its columns."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem


def columns(names: Sequence[str]) -> tuple[str, ...]:
    """Return column names, trimmed and in lower case; empty ones at the end are left out.

    Raises Problem when one is empty or named twice, or when there is none.
    """
    found = [name.strip().lower() for name in names]
    while found and not found[-1]:
        found.pop()
    if not found:
        raise empty_file()
    for place, name in enumerate(found):
        if not name:
            raise Problem(
                "file.unnamed_column",
                _("Column %(place)d has no name in the first line.") % {"place": place + 1},
                mend=_("Name the column or remove it."),
            )
        if name in found[:place]:
            raise Problem(
                "file.column_twice",
                _("The first line names the column “%(name)s” twice.") % {"name": name[:40]},
                field=name[:40],
                mend=_("Keep one of the two."),
            )
    return tuple(found)


def empty_file() -> Problem:
    """Return the Problem of a file without a first line."""
    return Problem(
        "file.empty",
        _("The file is empty."),
        mend=_("Its first line must name the columns, the rows follow below."),
    )
