"""`alur export knowledge FOLDER`: a Markdown file an item, its files beside it, and a manifest of all."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import orjson
from django.utils.translation import gettext as _

from alur.base.files.queries import opened
from alur.base.lib.problems import Problem
from alur.knowledge.queries.portable import Portable, portable_items

MANIFEST = "manifest.jsonl"
SOME_LEFT_OUT = 3


@click.command("knowledge")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_knowledge(folder: Path) -> None:
    """Write every knowledge item into FOLDER, which must be empty or not there yet.

    Each is a Markdown file with what is said of it at its head, its files in a folder beside it; manifest.jsonl lists
    all. `alur import knowledge FOLDER` takes it in. Versions, discussions and opinions are not written; who verified
    and what amends or replaces what stands at the head and is not taken in again. A file that is lost is named and
    left out; the command then ends with 3. The last line printed is JSON with the numbers of items and files.
    """
    counts = {"items": 0, "files": 0, "lost": 0}
    with beside(folder) as draft, (draft / MANIFEST).open("wb") as manifest:
        for item in portable_items():
            (draft / item.path).write_bytes(item.text.encode())
            write_files(item, draft)
            manifest.write(orjson.dumps(item.row) + b"\n")
            for name, number in (("items", 1), ("files", len(item.files)), ("lost", len(item.lost))):
                counts[name] += number
    click.echo(orjson.dumps(counts).decode())
    sys.exit(SOME_LEFT_OUT if counts["lost"] else 0)


def write_files(item: Portable, draft: Path) -> None:
    for path in item.lost:
        words = _("“%(path)s” is lost and was left out; `alur doctor` tells more.")
        click.echo(words % {"path": path}, err=True)
    for path, stored in item.files.items():
        place = draft / path
        place.parent.mkdir(exist_ok=True)
        with opened(stored) as source, place.open("wb") as out:
            shutil.copyfileobj(source, out)


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """Yield a folder that takes the place of `folder` when all went well, and is removed otherwise. Raises Problem."""
    goal = folder.resolve()
    if goal.is_dir() and any(goal.iterdir()):
        raise Problem(
            "export.not_empty",
            _("“%(path)s” is not empty.") % {"path": folder},
            mend=_("Export into a new folder, or empty it first."),
        )
    draft: Path | None = None
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=goal.parent, prefix=f".{goal.name}.part-"))
        yield draft
        draft.chmod(0o777 & ~current_umask())
        draft.rename(goal)
    except OSError as error:
        raise Problem(
            "export.failed",
            _("“%(path)s” cannot be written: %(reason)s.")
            % {"path": error.filename or folder, "reason": error.strerror or error},
            mend=_("Make room, make the folder writable, or choose another. Nothing was left half written."),
        ) from error
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
