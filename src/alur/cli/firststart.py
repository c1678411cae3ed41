"""The first start: an installation that shows something at once, and says how to get in."""

import click
from django.conf import settings

from alur.base.access.models import Account
from alur.cli import opening
from alur.cli.main import COMMANDS, load
from alur.people.models import Employee
from alur.records.models import Statement

ALL_ADDRESSES = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - what to type instead of them


def prepare(context: click.Context) -> None:
    """Make the database ready and, when nothing is in it, load the demo."""
    for line in opening.initialize():
        click.echo(line)
    if is_empty():
        load_demo(context)


def is_empty() -> bool:
    """Tell whether nobody and nothing is in the database yet."""
    return not Employee.objects.exists() and not Account.objects.exists() and not Statement.objects.exists()


def load_demo(context: click.Context) -> None:
    if "demo" in COMMANDS:
        context.invoke(load(COMMANDS["demo"]))


def announcement(host: str, port: int) -> str:
    """Return the address and, when there are demo accounts, how to sign in with them."""
    lines = [f"Alur: http://{ALL_ADDRESSES.get(host, host)}:{port}"]
    names = Account.objects.filter(is_demo=True).order_by("pk").values_list("username", "name")
    if names:
        lines.append(f"Demo accounts, all with the password {settings.DEMO_PASSWORD}:")
        lines.extend(f"  {username:<20} {name}" for username, name in names)
    return "\n".join(lines)
