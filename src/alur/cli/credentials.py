"""`alur credentials`: what other systems sign in with."""

import json
from collections.abc import Sequence

import click

from alur.base.access import services
from alur.base.access.models import Credential
from alur.base.access.rules import SYSTEM


@click.group()
def command() -> None:
    """Credentials of other systems."""


@command.command()
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, help="Such as xapi:write; repeat for more than one.")
def create(name: str, scopes: Sequence[str]) -> None:
    """Create a credential for the system NAME and print its key and secret, which is shown this once."""
    new = services.create_credential(actor=SYSTEM, name=name, scopes=scopes)
    click.echo(json.dumps({"key": new.credential.key, "secret": new.secret}))


@command.command("list")
def list_credentials() -> None:
    """List the credentials."""
    for credential in Credential.objects.order_by("created_at"):
        state = "revoked" if credential.revoked_at else "valid"
        click.echo(f"{credential.key}\t{credential.name}\t{' '.join(credential.scopes)}\t{state}")


@command.command()
@click.argument("key")
def revoke(key: str) -> None:
    """Let the credential KEY be valid no more."""
    services.revoke_credential(actor=SYSTEM, key=key)
    click.echo(f"Revoked {key}.")
