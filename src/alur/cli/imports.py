"""`alur import KIND FILE`: takes a file of rows in."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from django.utils.module_loading import import_string

from alur.base.access.rules import SYSTEM
from alur.base.lib.importing.kinds import Kind
from alur.base.lib.importing.running import Run, Tally, check_columns
from alur.base.lib.tabular import Table, open_table
from alur.base.lib.tabular.rejected import RejectedFile

SOME_REJECTED = 3
KINDS = {
    "units": "alur.people.importers.units",
    "employees": "alur.people.importers.employees",
    "modules": "alur.learning.importers.modules",
    "sessions": "alur.learning.importers.sessions",
    "exams": "alur.assessment.importers.exams",
    "completions": "alur.learning.importers.completions",
    "attendance": "alur.learning.importers.attendance",
    "exam_results": "alur.assessment.importers.exam_results",
    "evaluations": "alur.evaluation.importers.evaluations",
    "knowledge": "alur.knowledge.importers.knowledge",
}


@click.command("import")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("file", type=click.Path(path_type=Path))
def command(kind: str, file: Path) -> None:
    """Take the rows of FILE (CSV, XLSX or JSONL) in."""
    tally = import_file(kind, file)
    click.echo(json.dumps(tally.as_dict()))
    sys.exit(SOME_REJECTED if tally.rejected else 0)


def import_file(name: str, path: Path) -> Tally:
    kind: Kind[Any] = import_string(KINDS[name])(actor=SYSTEM, source=path.name)
    table: Table = open_table(path)
    check_columns(kind, table)
    rejected = RejectedFile(path, table.columns or list(kind.columns), fixed=table.columns is not None)
    tally = Run(kind, reject=rejected.add).take(table.lines())
    rejected.close()
    return tally
