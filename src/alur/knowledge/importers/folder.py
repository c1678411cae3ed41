"""A folder of Markdown and documents as a table, with a manifest that says what each is, or without."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from alur.base.lib.importing import cells
from alur.base.lib.problems import Problem
from alur.base.lib.tabular import Line, Table, open_table
from alur.knowledge.importers.documents import TAKEN, code_of, said_in, titled
from alur.knowledge.importers.places import names_in

MANIFESTS = ("manifest.jsonl", "manifest.csv")
PATH, FILES, BODY = "path", "files", "body"
LONGEST_PATH = 1_000


class FolderTable:
    """A folder as a table: a row a line of its manifest, else a file. left_out: files that are of no kind to read."""

    columns = None

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._manifest = manifest_of(self._root)
        self._names = [] if self._manifest else [name for name in names_in(self._root) if kind_of(name)]
        self.left_out = 0 if self._manifest else sum(1 for _name in names_in(self._root)) - len(self._names)
        self._read = 0
        if not self._manifest and not self._names:
            raise Problem(
                "folder.empty",
                _("There is no file to take in in “%(path)s”.") % {"path": root},
                mend=_("Put Markdown, TXT, DOCX, PDF, PPTX or XLSX there, or a manifest.jsonl; docs/import.md tells."),
            )

    @property
    def size(self) -> int:
        """All there is to read."""
        return self._manifest.size if self._manifest else len(self._names)

    @property
    def done(self) -> int:
        """What was read."""
        return self._manifest.done if self._manifest else self._read

    def close(self) -> None:
        """Let go of the manifest."""
        if self._manifest:
            self._manifest.close()

    def lines(self) -> Iterator[Line]:
        """Yield the rows, each with what its file says."""
        taken: dict[str, int] = {}
        for line in self._manifest.lines() if self._manifest else self._files():
            name = line.values.get(PATH, "").strip()
            if line.problem is None and name:
                try:
                    require_once(name, line.number, taken)
                    self._fill(line, name)
                except Problem as problem:
                    line.problem = problem
            yield line

    def _files(self) -> Iterator[Line]:
        for number, name in enumerate(self._names, start=1):
            self._read = number
            yield Line(number, {PATH: name})

    def _fill(self, line: Line, name: str) -> None:
        """Let a row say what its file says. Raises Problem."""
        said, values = said_in(self._root, name), line.values
        for column, told in said.head.items():
            if values.setdefault(column, told).strip() != told.strip():
                raise otherwise(column)
        body = said.body
        if not values.get("title", "").strip():
            values["title"], body = titled(name, body)
        if not values.get("id", "").strip():
            values["id"] = code_of(name)
        values[BODY] = body
        files = [*said.files, *filter(None, values.get(FILES, "").split(";"))]
        values[FILES] = ";".join(dict.fromkeys(files))


def manifest_of(root: Path) -> Table | None:
    found = [root / name for name in MANIFESTS if (root / name).is_file()]
    return open_table(found[0]) if found else None


def kind_of(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in TAKEN


def require_once(name: str, number: int, taken: dict[str, int]) -> None:
    path = str(PurePosixPath(name))
    first = taken.setdefault(path, number)
    if first != number:
        raise Problem(
            "folder.file_twice",
            _("Line %(line)s already takes “%(name)s” in.") % {"line": first, "name": cells.shown(name)},
            field=PATH,
            mend=_("Let each line name a file of its own."),
        )


def otherwise(column: str) -> Problem:
    return Problem(
        "folder.otherwise",
        _("The head of the file and the manifest say different things of “%(column)s”.") % {"column": column[:40]},
        field=column[:40],
        mend=_("Say the same in both, or in one alone."),
    )
