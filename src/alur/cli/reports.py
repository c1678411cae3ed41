"""`alur report`: the agency's figures on the command line."""

import json
import sys
from pathlib import Path

import click

from alur.insight.rules.figures import YearFigures


@click.group("report")
def command() -> None:
    """Print figures."""


@command.command("year")
@click.argument("year", type=click.IntRange(1900, 9999))
@click.option("--unit", "unit_code", help="Only what people did while in this unit or below it.")
@click.option(
    "--format", "form", type=click.Choice(["json", "csv", "xlsx", "table"]), default="table", show_default=True
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, not to the screen."
)
def year(year: int, unit_code: str | None, form: str, output: Path | None) -> None:
    """Print the figures of a YEAR."""
    from alur.insight.queries.year import year_figures
    from alur.people.queries.units import unit_by_code

    figures = year_figures(year, unit=unit_by_code(unit_code) if unit_code else None)
    emit(render(figures, form), output)


def render(figures: YearFigures, form: str) -> bytes:
    """Return the figures in a format."""
    from alur.base.lib.sheets import csv_text
    from alur.insight.queries.sheets import workbook

    numbers = figures.as_numbers()
    if form == "json":
        return (json.dumps(numbers, indent=2) + "\n").encode()
    if form == "csv":
        return csv_text(list(numbers), [list(numbers.values())]).encode()
    if form == "xlsx":
        return workbook(figures)
    width = max(map(len, numbers))
    return "".join(f"{name:<{width}}  {value:>12,}\n" for name, value in numbers.items()).encode()


def emit(content: bytes, output: Path | None) -> None:
    """Write to the file, or to standard output."""
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
