"""`alur search`: what answers a question, or many questions of a file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from alur.base.lib.problems import Problem
from alur.cli.imports import require_database

if TYPE_CHECKING:
    from alur.search.queries.searching import Hit

MOST = 1_000
USUAL = 10
JSON, TABLE = "json", "table"
LONGEST_LINE = 1_000_000


@click.command("search")
@click.argument("query", required=False)
@click.option("--kind", default="", help="Keep to a kind: module, session, knowledge, or material, webinar …")
@click.option("--limit", default=USUAL, type=click.IntRange(1, MOST), show_default=True, help="How many at most.")
@click.option("--format", "form", default=JSON, type=click.Choice([JSON, TABLE]), show_default=True)
@click.option("--queries", type=click.Path(path_type=Path), help="JSON lines with id and text, one question each.")
@click.option("--output", type=click.Path(path_type=Path), help="Where the answers to --queries go, as a TREC run.")
def command(query: str | None, *, kind: str, limit: int, form: str, queries: Path | None, output: Path | None) -> None:
    """Look for QUERY in modules, sessions and knowledge; the nearest comes first.

    With --queries FILE each of its lines is asked for, and the answers are written to --output as lines of a TREC run:
    `qid Q0 id rank score alur`.
    """
    require_database()
    if queries is not None and output is not None and query is None:
        answer_all(queries, output, kind, limit)
    elif query is not None and queries is None and output is None:
        show(found(query, kind, limit), form)
    else:
        raise click.UsageError("Give QUERY, or --queries with --output.")


def found(text: str, kind: str, limit: int) -> "list[Hit]":
    from alur.search.queries.narrowing import Narrowing
    from alur.search.queries.searching import search
    from alur.search.rules.reading import EVERYTHING

    # Whoever may run the command may read the database.
    return list(search(text, limit=limit, reader=EVERYTHING, narrowing=Narrowing(kind=kind)).hits)


def show(hits: "list[Hit]", form: str) -> None:
    if form == JSON:
        click.echo(json.dumps([as_dict(hit) for hit in hits], ensure_ascii=False, indent=2))
        return
    table = Table("Score", "Kind", "Id", "Title", "Passage")
    for hit in hits:
        table.add_row(f"{hit.score:.2f}", hit.own_kind or hit.kind, hit.code, hit.title, hit.text)
    Console().print(table)


def as_dict(hit: "Hit") -> dict[str, Any]:
    kind = hit.own_kind or hit.kind
    return {"id": hit.code, "kind": kind, "title": hit.title, "score": hit.score, "passage": hit.text}


def answer_all(queries: Path, output: Path, kind: str, limit: int) -> None:
    """Write the answers to all questions of a file. Raises Problem when it cannot be read."""
    with output.open("w", encoding="utf-8") as run:
        for id, text in questions(queries):
            for rank, hit in enumerate(found(text, kind, limit), start=1):
                run.write(f"{id} Q0 {hit.code} {rank} {hit.score:.6f} alur\n")


def questions(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(iter(lambda: lines.readline(LONGEST_LINE), b""), start=1):
                if line.strip():
                    yield question_of(path, number, line)
    except OSError as error:
        raise Problem(
            "cli.cannot_read",
            _("%(path)s cannot be read: %(reason)s.") % {"path": path, "reason": error.strerror},
            mend=_("Name a file that you may read."),
        ) from error


def question_of(path: Path, number: int, line: bytes) -> tuple[str, str]:
    try:
        row = orjson.loads(line)
        id, text = row["id"], row["text"]
    except (orjson.JSONDecodeError, TypeError, KeyError):
        id = text = None
    if not isinstance(id, str) or not isinstance(text, str) or not id or id != "".join(id.split()):
        raise Problem(
            "cli.no_question",
            _("%(path)s, line %(line)d is no question.") % {"path": path, "line": number},
            mend=_('Each line is JSON with an id without spaces and a text: {"id": "1", "text": "…"}.'),
        )
    return id, text
