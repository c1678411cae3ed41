"""Employee numbers (NIP, NI PPPK): birth, first appointment, sex, serial; contract staff have 21 for the month."""

from collections import Counter
from datetime import date, timedelta
from random import Random

CONTRACT_MONTH = 21
APPOINTMENT_MONTHS = (1, 2, 3, 4, 12)
BIRTH_YEARS = {
    "II": (1986, 1999),
    "III/a": (1985, 1996),
    "III/b": (1984, 1995),
    "III": (1976, 1988),
    "IV": (1969, 1982),
}
APPOINTED = {"II": (2010, 2021), "III/a": (2014, 2021), "III/b": (2009, 2017), "III": (2002, 2012), "IV": (1994, 2006)}
CONTRACT_BORN = (1985, 1997)
CONTRACT_APPOINTED = (2020, 2021)
YOUNGEST = 19


class Register:
    """Gives out numbers, each once."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._serials: Counter[str] = Counter()

    def nip(self, *, sex: str, grade: str, is_contract: bool) -> str:
        """Return a new number fit for someone of this sex and grade."""
        born_years, appointed_years = self._spans(grade, is_contract)
        born = date(self._rng.randint(*born_years), 1, 1) + timedelta(days=self._rng.randrange(365))
        year = max(born.year + YOUNGEST, self._rng.randint(*appointed_years))
        month = CONTRACT_MONTH if is_contract else self._rng.choice(APPOINTMENT_MONTHS)
        stem = f"{born:%Y%m%d}{year}{month:02}{sex}"
        self._serials[stem] += 1
        return f"{stem}{self._serials[stem]:03}"

    @staticmethod
    def _spans(grade: str, is_contract: bool) -> tuple[tuple[int, int], tuple[int, int]]:
        if is_contract:
            return CONTRACT_BORN, CONTRACT_APPOINTED
        key = grade if grade in BIRTH_YEARS else grade.partition("/")[0]
        return BIRTH_YEARS[key], APPOINTED[key]
