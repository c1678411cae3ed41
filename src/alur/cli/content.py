"""`alur import content PATH`: takes modules' Markdown in, a file, a folder or a ZIP."""

from pathlib import Path

import click

from alur.base.access.rules import SYSTEM
from alur.base.lib.importing.running import Tally
from alur.base.lib.problems import RejectedRow
from alur.base.lib.tabular.rejected import RejectedFile
from alur.learning.importers.content import Refusal, import_contents

MOST_SHOWN = 50


def import_content(path: Path) -> Tally:
    """Take the module files at path in and return the tally; what is wrong is said, and written to a file beside it.

    Raises Problem when there are none.
    """
    refused: list[Refusal] = []
    tally = import_contents(path, actor=SYSTEM, reject=refused.append)
    tell(refused, path.resolve())
    return tally


def tell(refused: list[Refusal], path: Path) -> None:
    rejected = RejectedFile(path, ["file"], fixed=True)
    for each in refused:
        problem = each.problem
        rejected.add(RejectedRow(each.line, problem.field, str(problem), {"file": each.name}))
    for each in refused[:MOST_SHOWN]:
        click.echo(f"{each.name}:{each.line}: {each.problem}", err=True)
    rejected.close()
    if refused:
        click.echo(f"{len({each.name for each in refused})} files were rejected; see {rejected.path}", err=True)
