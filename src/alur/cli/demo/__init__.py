"""The demonstration: an invented agency's people, offers, knowledge and years of learning, the same rows every time.

Pure: no database and no clock, only data files of its own and seeded chance. `until` is the day of loading: what is
dated before it has happened. Rows have CONTRACTS' columns (see `rows`), so that they enter as any agency's would.
"""

from alur.cli.demo.accounts import Account, accounts
from alur.cli.demo.employees import employees
from alur.cli.demo.evaluations import evaluations
from alur.cli.demo.exams import exams
from alur.cli.demo.knowledge import knowledge
from alur.cli.demo.modules import contents, modules
from alur.cli.demo.scale import FULL, SMALL, Scale
from alur.cli.demo.sessions import sessions
from alur.cli.demo.stream import records
from alur.cli.demo.texts import Text, texts
from alur.cli.demo.units import units

__all__ = [
    "FULL",
    "SMALL",
    "Account",
    "Scale",
    "Text",
    "accounts",
    "contents",
    "employees",
    "evaluations",
    "exams",
    "knowledge",
    "modules",
    "records",
    "sessions",
    "texts",
    "units",
]
