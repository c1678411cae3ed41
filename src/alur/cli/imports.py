"""`alur import KIND FILE`: takes a file of rows in."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click
from django.db import DatabaseError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from alur.base.access.rules import SYSTEM
from alur.base.lib import bulk
from alur.base.lib.counts import written
from alur.base.lib.importing.kinds import Kind
from alur.base.lib.importing.reading import Reading
from alur.base.lib.importing.running import Run, Tally, check_columns
from alur.base.lib.problems import Problem
from alur.base.lib.tabular import Table, open_table
from alur.base.lib.tabular.rejected import RejectedFile
from alur.cli.content import import_content
from alur.home.rules import KINDS

SOME_REJECTED = 3
MOST_DOUBTS_SHOWN = 10
CONTENT, KNOWLEDGE = "content", "knowledge"


@click.command("import")
@click.argument("kind", type=click.Choice([*KINDS, CONTENT]), metavar="KIND")
@click.argument("file", type=click.Path(path_type=Path))
def command(kind: str, file: Path) -> None:
    """Take the rows of FILE in: CSV, XLSX or JSONL, by its ending.

    KIND is units, employees, modules, sessions, exams, completions, attendance, exam_results, evaluations or
    knowledge; docs/import.md lists their columns. KIND content takes modules as Markdown instead, FILE being one, a
    folder or a ZIP (docs/modules.md); KIND knowledge takes a folder of Markdown and documents or a MediaWiki's export
    (XML), too. The last line printed is JSON with the numbers of rows read, created, updated, unchanged and rejected.
    Rejected rows go to FILE.rejected.csv, to be corrected and imported again; the command then ends with 3. The same
    file may be imported again at any time, also after it was cut off.
    """
    require_database()
    tally = import_content(file) if kind == CONTENT else import_file(kind, file)
    bulk.note_growth()
    click.echo(json.dumps(tally.as_dict()))
    sys.exit(SOME_REJECTED if tally.rejected else 0)


def require_database() -> None:
    """Raise Problem when the database is not there or not ready for records."""
    from alur.records.models import Head

    try:
        is_ready = Head.objects.filter(id=1).exists()
    except DatabaseError:
        is_ready = False
    if not is_ready:
        raise Problem(
            "cli.no_database",
            _("The database is not ready."),
            mend=_("Run `alur init` first; `alur doctor` tells more."),
        )


def import_file(name: str, path: Path) -> Tally:
    """Take a file in and return the tally. name: of the kind. Raises Problem when the file cannot be read at all."""
    from alur.home.importers.uploads import kind_of

    if name == KNOWLEDGE and path.is_dir():
        return import_folder(path)
    if name == KNOWLEDGE and path.suffix.lower() == ".xml" and path.is_file():
        return import_wiki(path)
    kind = kind_of(name, actor=SYSTEM, source=path.name)
    with closing(open_table(path)) as table:
        for column in check_columns(kind, table):
            words = _("Column “%(column)s” is not known for %(kind)s and is left out.")
            click.echo(words % {"column": column, "kind": name}, err=True)
        rejected = RejectedFile(path, table.columns or list(kind.columns), fixed=table.columns is not None)
        return take(kind, table, rejected)


def take(kind: Kind[Any], table: Table, rejected: RejectedFile) -> Tally:
    """Take a table in and return the tally."""
    doubts = Doubts()
    with closing(Reading(kind, table)) as reading, progress_of(reading, kind.name) as show:
        run = Run(kind, reject=rejected.add, progress=show, doubt=doubts.add)
        tally = run.take_pages(reading.pages())
    rejected.close()
    doubts.close()
    if tally.rejected:
        words = _("Rejected rows: %(count)s; see %(path)s")
        click.echo(words % {"count": written(tally.rejected), "path": rejected.path}, err=True)
    return tally


def import_folder(path: Path) -> Tally:
    """Take a folder of knowledge in and return the tally. Raises Problem when there is nothing in it to take in."""
    from alur.knowledge.importers.attached import folder_kind
    from alur.knowledge.importers.folder import BODY, FolderTable

    kind = folder_kind(path, actor=SYSTEM, source=path.name)
    with closing(FolderTable(path)) as table:
        if table.left_out:
            words = _("Files of other kinds that were left out: %(count)s")
            click.echo(words % {"count": written(table.left_out)}, err=True)
        # Texts stay where they are, to be mended there.
        columns = [column for column in kind.columns if column != BODY]
        return take(kind, table, RejectedFile(path.resolve(), columns, fixed=False))


def import_wiki(path: Path) -> Tally:
    """Take an export of a MediaWiki in and return the tally. Raises Problem when it is none."""
    from alur.knowledge.importers import knowledge
    from alur.knowledge.importers.wiki import WikiTable

    kind = knowledge(actor=SYSTEM, source=path.name)
    with closing(WikiTable(path)) as table:
        tally = take(kind, table, RejectedFile(path, ["id", "title"], fixed=True))
        if table.templates:
            words = _("Templates that were left out: %(count)s")
            click.echo(words % {"count": written(table.templates)}, err=True)
    return tally


class Doubts:
    """Says what is odd about rows, for the first of them."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, line: int, words: str) -> None:
        """Say one, unless there were many."""
        self.count += 1
        if self.count <= MOST_DOUBTS_SHOWN:
            click.echo(_("Line %(line)d: %(words)s") % {"line": line, "words": words}, err=True)

    def close(self) -> None:
        """Say how many were not said."""
        if self.count > MOST_DOUBTS_SHOWN:
            more = self.count - MOST_DOUBTS_SHOWN
            click.echo(_("… and %(count)s lines more like these.") % {"count": written(more)}, err=True)


@contextmanager
def progress_of(reading: Reading[Any], name: str) -> Iterator[Any]:
    """Show how far reading has come, how fast and how long still, on standard error; yield what is told each tally."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn("{task.percentage:>3.0f}%", markup=False),  # markup would load a table of all emoji
        TextColumn("{task.fields[rows]:,} rows", markup=False),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(name, total=reading.size, rows=0, rate="")

        def show(tally: Tally) -> None:
            seconds = progress.tasks[0].elapsed
            rate = f"{tally.read / seconds:,.0f}/s" if seconds else ""
            progress.update(task, completed=reading.done, rows=tally.read, rate=rate)

        yield show
