"""What the digits of a NIP tell: YYYYMMDD YYYYMM S NNN (domain.md §2). It has no check digit, so doubts only warn."""

from datetime import date

SEXES = "12"
LAST_MONTH = 12
FIRST_PPPK_PERIOD = 21  # PPPK have the contract's number in place of the month
NIP_DIGITS = 18


def is_nip(text: str) -> bool:
    """Tell whether a text has a NIP's form: 18 digits and nothing else."""
    return len(text) == NIP_DIGITS and text.isascii() and text.isdecimal()


def doubtful_part(nip: str) -> str:
    """Return which part of an 18-digit NIP cannot be: `birth`, `appointment`, `sex`; "" when all can."""
    try:
        date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return "birth"
    if not 1 <= int(nip[12:14]) <= LAST_MONTH and int(nip[12:14]) < FIRST_PPPK_PERIOD:
        return "appointment"
    return "" if nip[14] in SEXES else "sex"
