"""What people may set, type or call stands in the documents."""

import re
from pathlib import Path

import click

from alur.cli.main import alur
from alur.config.environment import VARIABLES

ROOT = Path(__file__).parents[2]


def documents() -> str:
    """Return README and docs/, without the decisions: they tell of their own day."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def commands(group: click.Group, path: str) -> list[str]:
    """Return each command as it is typed: `alur import`, `alur accounts create`."""
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        typed = f"{path} {name}"
        found += commands(command, typed) if isinstance(command, click.Group) else [typed]
    return found


def test_every_command_is_documented() -> None:
    text = documents()
    assert [typed for typed in commands(alur, "alur") if typed not in text] == []


def test_every_variable_is_documented() -> None:
    text = documents()
    assert [name for name in VARIABLES if not re.search(rf"\b{name}\b", text)] == []


def test_every_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    text = documents()
    assert [name for name in targets if f"make {name}" not in text] == []
