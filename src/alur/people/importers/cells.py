"""Reads the cells that identify people."""

import re

from django.utils.translation import gettext as _

from alur.base.lib.importing.cells import shown, wrong
from alur.base.lib.problems import Problem

NIP = re.compile(r"\d{18}", re.ASCII)
BETWEEN_DIGITS = str.maketrans("", "", " .\u00a0'’")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
LONGEST_EMAIL = 254


def nip(cell: str) -> str:
    """Read a NIP, which may be grouped by spaces or dots (domain.md §2)."""
    if NIP.fullmatch(cell):
        return cell
    value = cell.translate(BETWEEN_DIGITS)
    if not NIP.fullmatch(value):
        raise no_nip(cell)
    return value


def no_nip(cell: str) -> Problem:
    digits = sum(character.isdecimal() for character in cell)
    return wrong(
        _("“%(value)s” is no NIP: it has %(digits)d digits.") % {"value": shown(cell), "digits": digits},
        _("A NIP has 18 digits and nothing else; in spreadsheets format the column as text."),
    )


def email(cell: str) -> str:
    """Read an e-mail address."""
    if len(cell) > LONGEST_EMAIL or not EMAIL.fullmatch(cell):
        raise wrong(
            _("“%(value)s” is no e-mail address.") % {"value": shown(cell)}, _("Write it like nama@instansi.go.id.")
        )
    return cell
