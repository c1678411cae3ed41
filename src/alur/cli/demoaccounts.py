"""The accounts of the demonstration."""

import click

from alur.base.access.rules import SYSTEM
from alur.cli import demo


def create_accounts(*, small: bool) -> None:
    """Create an account for each role, all with the demonstration's password."""
    from django.conf import settings

    from alur.base.access.services import RoleWanted, create_account, set_roles

    for who in demo.accounts(scale=demo.SMALL if small else demo.FULL):
        account = create_account(
            actor=SYSTEM,
            username=who.key,
            name=who.name,
            subject=who.nip,
            password=settings.DEMO_PASSWORD,
            is_demo=True,
        )
        if who.role != "pegawai":
            set_roles(actor=SYSTEM, account=account, wanted=[RoleWanted(who.role, who.unit_code)])


def print_accounts(*, small: bool = False) -> None:
    """Say who can sign in to the demonstration."""
    from django.conf import settings

    click.echo(f"Demo accounts (password: {settings.DEMO_PASSWORD}):")
    for who in demo.accounts(scale=demo.SMALL if small else demo.FULL):
        click.echo(f"  {who.key:<10} {who.name}")
