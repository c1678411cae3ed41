"""The fixed cast of access and page tests: Sari, her supervisor, people below, beside and above her.

PUSAT ── BALAI-A ── LOKA-A
└─── BALAI-B
"""

from dataclasses import dataclass

from alur.base.access import queries, services
from alur.base.access.models import Account
from alur.base.access.rules import SYSTEM, Actor
from alur.people.models import Employee, Unit

PASSWORD = "kopi susu pagi hari"
SARI = "198609262015051001"
BUDI = "197503102000031002"


@dataclass(frozen=True)
class Cast:
    """Units and employees by short names."""

    pusat: Unit
    balai_a: Unit
    loka_a: Unit
    balai_b: Unit
    sari: Employee
    budi: Employee
    lina: Employee
    tono: Employee
    rina: Employee


def assemble() -> Cast:
    """Put the cast into the database. Budi is Sari's supervisor."""
    pusat = unit("PUSAT", None)
    balai_a, balai_b = unit("BALAI-A", pusat), unit("BALAI-B", pusat)
    loka_a = unit("LOKA-A", balai_a)
    budi = employee(BUDI, "Budi Santoso", balai_a)
    return Cast(
        pusat=pusat,
        balai_a=balai_a,
        loka_a=loka_a,
        balai_b=balai_b,
        budi=budi,
        sari=employee(SARI, "Sari Wulandari", balai_a, supervisor=budi, email="sari@bpom.example"),
        lina=employee("199001012014022003", "Lina Marpaung", loka_a),
        tono=employee("198812122012121004", "Tono Siregar", balai_b),
        rina=employee("197001011995032005", "Rina Dewi", pusat),
    )


def unit(code: str, parent: Unit | None) -> Unit:
    made = Unit.objects.create(code=code, name=code.title(), parent=parent, path="")
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save()
    return made


def employee(nip: str, name: str, unit: Unit, *, supervisor: Employee | None = None, email: str = "") -> Employee:
    return Employee.objects.create(nip=nip, name=name, unit=unit, supervisor=supervisor, email=email, known_at=0)


def account(username: str, *roles: str, password: str = PASSWORD) -> Account:
    """Open an account that holds the roles, written as on the command line (`pengelola:BALAI-A`)."""
    wanted = [services.RoleWanted.parse(role) for role in roles]
    return services.open_account(actor=SYSTEM, username=username, password=password, wanted=wanted)


def actor(username: str, *roles: str) -> Actor:
    """Return the actor of a new account."""
    return queries.actor_of(account(username, *roles))
