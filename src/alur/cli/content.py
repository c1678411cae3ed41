"""`alur import content PATH` takes modules' Markdown in, a file, a folder or a ZIP; `alur export content` writes it."""

from pathlib import Path, PurePosixPath
from shutil import copyfile
from urllib.parse import unquote

import click

from alur.base.access.rules import SYSTEM
from alur.base.lib.importing.running import Tally
from alur.base.lib.problems import Problem, RejectedRow
from alur.base.lib.tabular.rejected import RejectedFile
from alur.learning.importers.content import Refusal, import_contents
from alur.learning.queries.files import ModuleFile, codes_with_content, module_file

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


@click.command("content")
@click.argument("code")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_content(code: str, folder: Path) -> None:
    """Write the newest content of the module CODE, or of all with content when CODE is `all`, into FOLDER.

    Each gets a folder of its own, with its files where the text looks for them, so that `alur import content` takes
    it in unchanged. Nothing that is there already is overwritten.
    """
    codes = codes_with_content() if code == "all" else [code]
    for each in codes:
        file = module_file(each)
        if file is None:
            raise Problem(
                "content.none_to_export",
                f"There is no content of a module with the code “{each}”.",
                mend="Check the code; `all` writes every module that has content.",
            )
        click.echo(write(file, each, folder))


def write(file: ModuleFile, code: str, folder: Path) -> Path:
    """Write a module's text and its files. Raises Problem when one is there already or cannot be written."""
    # As deep as its files lead up.
    home = folder / code / ("isi/" * max(map(steps_up, file.files), default=0))
    path = home / f"{code}.md"
    try:
        home.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as out:
            out.write(file.text)
        for name, source in file.files.items():
            place = home / unquote(name)
            place.parent.mkdir(parents=True, exist_ok=True)
            copyfile(source, place)
    except FileExistsError as error:
        raise Problem(
            "content.export_exists", f"{path} is there already.", mend="Export into another folder, or remove it."
        ) from error
    except OSError as error:
        raise Problem(
            "content.export_failed",
            f"{error.filename} cannot be read or written: {error.strerror}.",
            mend="Make the folder writable or choose another; `alur doctor` tells about lost files.",
        ) from error
    return path


def steps_up(name: str) -> int:
    """Return how many folders a file's name leads up."""
    return PurePosixPath(unquote(name)).parts.count("..")
