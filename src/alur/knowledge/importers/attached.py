"""Items of a folder, each with the files that go with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import Column, Kind
from alur.base.lib.importing.verdicts import KEEP, Change, Keep, Verdict
from alur.base.lib.problems import Problem
from alur.knowledge.importers.folder import FILES, PATH
from alur.knowledge.importers.places import placed
from alur.knowledge.importers.rows import knowledge
from alur.knowledge.queries.files import ending_to_read
from alur.knowledge.rules.heads import as_text
from alur.knowledge.services.files import MOST_FILES, attach_missing, many_files
from alur.knowledge.services.items import ItemRow, put_items

LONGEST_PATH = 1_000


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to go with an item. title: as shown; ending: by its content."""

    path: Path
    title: str
    ending: str


@dataclass(frozen=True, slots=True)
class FolderRow:
    """An item of a folder."""

    item: ItemRow
    files: tuple[Attached, ...]


def folder_kind(root: Path, *, actor: Actor, source: str) -> Kind[FolderRow]:
    """Return the kind `knowledge` for a folder. source: for the audit trail."""
    kind = knowledge(actor=actor, source=source)
    place = root.resolve()
    own = {
        PATH: Column(cells.text(longest=LONGEST_PATH), empty=""),
        FILES: Column(lambda cell: files_in(place, cell), empty=()),
    }
    return Kind(
        name=kind.name,
        columns={**own, **kind.columns},
        row=row,
        put=lambda rows: put(rows, actor=actor, source=source),
        key=lambda each: each.item.id,
        batch_rows=kind.batch_rows,
    )


def row(*, path: str | Keep, files: tuple[Attached, ...] | Keep, **values: Any) -> FolderRow:
    return FolderRow(ItemRow(**values), () if files is KEEP else files)


def files_in(root: Path, cell: str) -> tuple[Attached, ...]:
    names = cells.items(longest=LONGEST_PATH)(cell)
    try:
        if len(names) > MOST_FILES:
            raise many_files()
        return tuple(file_in(root, name) for name in names)
    except Problem as problem:
        problem.field = FILES
        raise


def file_in(root: Path, name: str) -> Attached:
    path = placed(root, name, field=FILES)
    with path.open("rb") as file:
        ending = ending_to_read(file, path.name, path.stat().st_size)
    return Attached(path, as_text(path.stem), ending)


def put(rows: Sequence[FolderRow], *, actor: Actor, source: str) -> list[Verdict]:
    verdicts = put_items(actor=actor, rows=[each.item for each in rows], source=source)
    return [with_files(each, verdict, actor) for each, verdict in zip(rows, verdicts, strict=True)]


def with_files(row: FolderRow, verdict: Verdict, actor: Actor) -> Verdict:
    """Attach what an item does not have yet and return what became of it as a whole."""
    if isinstance(verdict, Problem):
        return verdict
    is_new = False
    for each in row.files:
        try:
            with each.path.open("rb") as file:
                told = {"name": each.path.name, "title": each.title, "ending": each.ending}
                is_new |= attach_missing(actor=actor, code=row.item.id, file=file, **told)
        except Problem as problem:
            problem.field = FILES
            return problem
    return Change.UPDATED if is_new and verdict is Change.UNCHANGED else verdict
