"""Files of a folder that is taken in: which there are, and where a name leads. Nothing outside of it is ever read."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from alur.base.lib.importing.cells import shown
from alur.base.lib.problems import Problem

FILES = ".files"  # ends the name of a folder whose files belong to an item


def names_in(root: Path) -> Iterator[str]:
    """Yield the names of the files below a folder in order, `/` between; without hidden ones and those of items."""
    for place, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if not is_hidden(each) and not each.endswith(FILES))
        here = Path(place).relative_to(root)
        yield from sorted((here / each).as_posix() for each in files if not is_hidden(each))


def is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def placed(root: Path, name: str, *, field: str) -> Path:
    """Return where a file of a folder lies. root: resolved; field: that names the file.

    Raises Problem `folder.outside`, `folder.no_file`.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name:
        raise outside(name, field)
    path = root.joinpath(*parts)
    try:
        is_file, is_plain = path.is_file(), path.resolve() == path
    except OSError:
        is_file, is_plain = False, True
    if not is_plain:
        raise outside(name, field)
    if not is_file:
        raise Problem(
            "folder.no_file",
            _("There is no file “%(name)s” in the folder.") % {"name": shown(name)},
            field=field,
            mend=_("Put it there, or correct its name; capital letters count."),
        )
    return path


def outside(name: str, field: str) -> Problem:
    return Problem(
        "folder.outside",
        _("“%(name)s” leads out of the folder, or is a link.") % {"name": shown(name)},
        field=field,
        mend=_("Put the file itself into the folder, and name it from there with “/” between folders."),
    )
