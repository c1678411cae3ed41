"""The first start: an installation that shows something at once, and says how to get in."""

import os
from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from alur.base.access.models import Account
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.cli import demoyear, opening
from alur.cli.progress import counting
from alur.config.health import checks
from alur.people.models import Employee
from alur.records.models import Statement
from alur.records.queries import state
from alur.records.services import rebuilding

DEMO_AGENCY = "Badan Pengawas Obat dan Makanan (peragaan)"
ALL_ADDRESSES = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - what to type instead of them


def prepare() -> None:
    """Make the database ready and, when nothing is in it, load the demo.

    Raises Problem when loading was broken off before and cannot be begun anew.
    """
    if loading().exists():
        set_aside()
    for line in opening.initialize():
        click.echo(line)
    if is_empty():
        load_demo()
    if stale := checks.stale_projections():
        bring_up(stale)


def loading() -> Path:
    """Return the file that is there while the demo is being loaded."""
    return settings.HOME / "demo.loading"


def is_empty() -> bool:
    """Tell whether nobody and nothing is in the database yet."""
    return not Employee.objects.exists() and not Account.objects.exists() and not Statement.objects.exists()


def load_demo() -> None:
    loading().touch()
    with counting("Demonstration", total=demoyear.expected_rows(small=False)) as advance:
        demoyear.load(small=False, until=clock.today(), progress=lambda _, count: advance(count))
    loading().unlink()


def bring_up(projections: list[str]) -> None:
    """Make projections that an upgrade brought along or changed."""
    with counting("Rebuilding", total=state.stored_count()) as advance:
        rebuilding.rebuild(projections, progress=advance)


def name_agency() -> None:
    """Let the demonstration's documents bear an agency's name unless one is set: here and in what is started later."""
    if not settings.AGENCY and Account.objects.filter(is_demo=True, is_active=True).exists():
        settings.AGENCY = os.environ["ALUR_AGENCY"] = DEMO_AGENCY


def set_aside() -> None:
    """Move a database away in which loading the demo was broken off: it was empty before, and is half full."""
    if connection.vendor != "sqlite":
        raise Problem(
            "cli.half_demo",
            "Loading the demonstration was broken off, and this database holds half of it.",
            field="DATABASE_URL",
            mend=f"Give Alur an empty database, and remove {loading()}.",
        )
    name = Path(connection.settings_dict["NAME"])
    aside = name.with_name(f"{name.name}.half-{clock.now():%Y%m%d%H%M%S}")
    connection.close()
    for ending in ("", "-wal", "-shm"):
        if Path(f"{name}{ending}").exists():
            Path(f"{name}{ending}").replace(f"{aside}{ending}")
    loading().unlink()
    click.echo(f"Loading the demonstration was broken off; what there was is now {aside}. Beginning anew.")


def announcement(host: str, port: int) -> str:
    """Return the address and, when there are demo accounts, how to sign in with them."""
    lines = [f"Alur: http://{ALL_ADDRESSES.get(host, host)}:{port}"]
    names = Account.objects.filter(is_demo=True).order_by("pk").values_list("username", "name")
    if names:
        lines.append(f"Demo accounts, all with the password {settings.DEMO_PASSWORD}:")
        lines.extend(f"  {username:<10} {name}" for username, name in names)
    return "\n".join(lines)
