"""`alur export content|knowledge`: what Alur holds, as files that it can take in again."""

import click

from alur.cli.content import export_content
from alur.cli.portable import export_knowledge


@click.group("export")
def command() -> None:
    """Write what Alur holds as files that it can take in again."""


command.add_command(export_content)
command.add_command(export_knowledge)
