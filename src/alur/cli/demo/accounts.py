"""The demonstration accounts and who stands behind each."""

from dataclasses import dataclass

from alur.cli.demo.scale import FULL, Scale
from alur.cli.demo.sources import tree
from alur.cli.demo.staffing import staff

# What each account may do besides being an employee; a supervisor follows from the teams.
ROLES = {
    "pegawai": "pegawai",
    "atasan": "pegawai",
    "pengelola": "pengelola",
    "kurator": "kurator",
    "ppsdm": "ppsdm",
    "pimpinan": "pimpinan",
    "admin": "admin",
}
IN_OWN_UNIT = frozenset({"pengelola"})


@dataclass(frozen=True, slots=True)
class Account:
    """A demonstration account. key: its short name; unit_code: where the role holds, empty for the whole agency."""

    key: str
    nip: str
    name: str
    role: str
    unit_code: str


def accounts(*, scale: Scale = FULL) -> list[Account]:
    """Return the demonstration accounts, in CONTRACTS' order."""
    people = {person.account: person for person in staff(scale) if person.account}
    return [
        Account(
            key=key,
            nip=people[key].nip,
            name=people[key].name,
            role=ROLES[key],
            unit_code=people[key].unit.code if key in IN_OWN_UNIT else "",
        )
        for key in tree("accounts")
    ]
