"""Columns that all files of activities share."""

from decimal import Decimal

from django.utils.translation import gettext as _

from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import Column
from alur.base.lib.problems import Problem

MOST_JP = Decimal(10_000)
MOST_MINUTES = 1_000_000
NOT_IN_ADDRESSES = '/?#%<>"{}|\\^`'  # a code is part of the activity's address and of its IRI

code = cells.code(longest=128, forbidden=NOT_IN_ADDRESSES)
title = Column(cells.text(longest=300), required=True)
jp = Column(cells.decimal(above=Decimal(0), most=MOST_JP), required=True)
minutes = Column(cells.whole(least=1, most=MOST_MINUTES))
topics = Column(cells.items(longest=100), empty=[])


def about_two() -> Problem:
    """Return the Problem of a row that names both a module and a session."""
    return Problem(
        "catalogue.about_two",
        _("The row names both a module and a session."),
        field="session_code",
        mend=_("Name the one that it is about."),
    )


def about_nothing() -> Problem:
    """Return the Problem of a row that names neither a module nor a session."""
    return Problem(
        "catalogue.about_nothing",
        _("The row names neither a module nor a session."),
        field="module_code",
        mend=_("Fill in module_code or session_code."),
    )
