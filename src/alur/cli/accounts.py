"""`alur accounts`: who may sign in, and what for."""

import sys
from collections.abc import Sequence

import click

from alur.base.access import queries, services
from alur.base.access.models import Account
from alur.base.access.rules import SYSTEM
from alur.base.access.services import RoleWanted
from alur.base.access.services.accounts import random_password
from alur.base.lib.problems import Problem


@click.group()
def command() -> None:
    """Accounts and their roles."""


@command.command()
@click.argument("nip")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    metavar="ROLE[:UNIT]",
    help="pegawai, pengelola, kurator, ppsdm, pimpinan or admin; with a unit it reaches that unit and all below. "
    "Repeat for more than one.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from the standard input.")
def create(nip: str, roles: Sequence[str], *, password_stdin: bool) -> None:
    """Create the account of NIP, or give an existing one exactly these roles."""
    wanted = [RoleWanted.parse(role) for role in roles]
    password = typed_password() if password_stdin else ""
    account = queries.account_named(nip)
    if account is None:
        open_account(nip, wanted, password)
    else:
        change_account(account, wanted, password)


@command.command()
@click.argument("nip")
@click.option("--password-stdin", is_flag=True, help="Read the password from the standard input.")
def password(nip: str, *, password_stdin: bool) -> None:
    """Give the account of NIP a new password; all its sign-ins end."""
    account = existing(nip)
    given = typed_password() if password_stdin else random_password()
    services.set_password(actor=SYSTEM, account=account, password=given)
    click.echo(f"New password for {account.username} ({account.name}).")
    if not password_stdin:
        click.echo(f"Password, shown this once: {given}")


@command.command()
@click.argument("nip")
def close(nip: str) -> None:
    """Let nobody sign in with the account of NIP any more."""
    account = existing(nip)
    services.deactivate_account(actor=SYSTEM, account=account)
    click.echo(f"Closed {account.username} ({account.name}).")


@command.command("list")
@click.argument("search", default="")
def list_accounts(search: str) -> None:
    """List accounts with their roles. SEARCH: part of a username or name."""
    for account in queries.accounts(search):
        held = " ".join(sorted(str(grant) for grant in account.grants.all())) or "-"
        state = "" if account.is_active else "\tclosed"
        click.echo(f"{account.username}\t{account.name}\t{held}{state}")


def typed_password() -> str:
    typed = sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise Problem("access.no_password", "The standard input holds no password.", mend="Pipe one line into it.")
    return typed


def existing(nip: str) -> Account:
    account = queries.account_named(nip)
    if account is None:
        raise Problem(
            "access.unknown_account",
            f"There is no open account “{nip}”.",
            field="nip",
            mend="See: alur accounts list.",
            status=404,
        )
    return account


def open_account(nip: str, wanted: list[RoleWanted], password: str) -> None:
    given = password or random_password()
    account = services.open_account(actor=SYSTEM, username=nip, password=given, wanted=wanted)
    click.echo(f"Created {account.username} ({account.name}): {roles_of(account)}.")
    if not password:
        click.echo(f"Password, shown this once: {given}")


def change_account(account: Account, wanted: list[RoleWanted], password: str) -> None:
    is_changed = services.set_roles(actor=SYSTEM, account=account, wanted=wanted)
    if password:
        services.set_password(actor=SYSTEM, account=account, password=password)
    said = "Updated" if is_changed or password else "Nothing to change for"
    click.echo(f"{said} {account.username} ({account.name}): {roles_of(account)}.")


def roles_of(account: Account) -> str:
    return ", ".join(sorted(str(grant) for grant in account.grants.all())) or "pegawai"
