"""Rules of the house that are read off the files."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "alur"
CODE = [*sorted(SOURCE.rglob("*.py")), *sorted(ROOT.glob("tests/**/*.py")), *sorted(ROOT.glob("setup/*.py"))]

# The words of the domain, in both languages. `module` and `unit` are words of Python too.
DOMAIN = re.compile(
    r"\b(pegawai|employees?|jabatan|certificates?|sertifikat|jam pembelajaran|JP|webinars?|exams?|ujian|unit kerja)\b"
)
MOST_LINES = 400
ADDRESS = re.compile(r"https?://|file://|--(extra-)?index-url|--find-links")
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b")


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_the_base_knows_no_domain() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((SOURCE / "base").rglob("*"))
        if path.suffix in {".py", ".html", ".css", ".ts", ".txt"} and "dist" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if DOMAIN.search(line)
    ]
    assert found == []


def test_files_fit_in_a_head() -> None:
    long = [path for path in CODE if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES]
    assert named(long) == []


def test_a_component_has_one_style_file() -> None:
    files: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("frontend/css/*.css")):
        for name in re.findall(r"^  (\.[\w-]+) \{", path.read_text(encoding="utf-8"), re.MULTILINE):
            files.setdefault(name, set()).add(path.name)
    assert {name: found for name, found in files.items() if len(found) > 1} == {}


def test_nothing_is_left_unfinished() -> None:
    assert named([path for path in CODE if UNFINISHED.search(path.read_text(encoding="utf-8"))]) == []


def test_nothing_is_called_a_drawer() -> None:
    drawers = {"utils", "helpers", "managers", "common", "misc"}
    assert named([path for path in CODE if drawers & {path.stem, path.parent.name}]) == []


@pytest.mark.parametrize("path", [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "frontend/package-lock.json"])
def test_locks_name_no_address(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if ADDRESS.search(line)] == []


def test_locked_groups_agree() -> None:
    versions: dict[str, set[str]] = {}
    for path in (ROOT / "requirements").glob("*.txt"):
        for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_every_package_keeps_the_rooms() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    rooms = next(contract for contract in contracts if contract["id"] == "rooms")
    free = {"alur.cli", "alur.config", "alur.base", "alur.base.lib", "alur.base.ui"}
    packages = {
        ".".join(("alur", *path.parent.relative_to(SOURCE).parts))
        for path in [*SOURCE.glob("*/__init__.py"), *SOURCE.glob("base/*/__init__.py")]
    }
    assert set(rooms["containers"]) == packages - free


def test_functions_are_short() -> None:
    most = 60
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= most
    ]
    assert long == []


TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_lazy", "ngettext_lazy", "pgettext_lazy"}


def translations_within(source: str) -> list[int]:
    """Return the lines on which a text to be translated stands within an f-string: the collector never sees it."""
    strings = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    calls = (node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call))
    return sorted({call.lineno for call in calls if getattr(call.func, "id", "") in TRANSLATING})


def test_no_translation_stands_in_an_f_string() -> None:
    found = {str(path.relative_to(ROOT)): translations_within(path.read_text(encoding="utf-8")) for path in CODE}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_translations_in_f_strings_are_found() -> None:
    source = "a = f\"{_('Join')}: x\"\nb = _('Join') + f'{c}'\nd = f'{e:{ngettext(1, 2, 3)}}'\n"
    assert translations_within(source) == [1, 3]
