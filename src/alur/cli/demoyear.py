"""`alur demo`: loads the demonstration through the same services as any agency's data.

Its years are lived through: each row is stored at the simulated moment at which it would have come, so that the store,
its months and its histories look as they would have.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import click

from alur.base.access.rules import SYSTEM
from alur.base.lib import bulk, clock
from alur.base.lib.bulk import chunks
from alur.base.lib.importing.running import Run
from alur.base.lib.problems import Problem, RejectedRow
from alur.base.lib.tabular import Line

BEGINNING = datetime(2021, 12, 31, 12, tzinfo=clock.JAKARTA)
RECORDS_A_BATCH = 6_000
Progress = Callable[[str, int], None]


@click.command("demo")
@click.option("--small", is_flag=True, help="200 employees instead of 4,948, for a quick look.")
def command(small: bool) -> None:
    """Load the demonstration year 2022, and what came after it, into an empty database."""
    from alur.cli.demoaccounts import print_accounts
    from alur.cli.progress import counting

    with counting("Demonstration", total=expected_rows(small=small)) as advance:
        load(small=small, until=clock.today(), progress=lambda _, count: advance(count))
    print_accounts(small=small)


def expected_rows(*, small: bool) -> int:
    """Return about how many rows there are to load, for the progress bar."""
    return 4_500 if small else 150_000


def load(*, small: bool, until: date, progress: Progress = lambda kind, count: None) -> None:
    """Load the demonstration up to the day before `until`. Raises Problem when the database is not empty."""
    from alur.cli import demo
    from alur.cli.demoaccounts import create_accounts
    from alur.cli.democuration import curate
    from alur.cli.demoexchange import exchange
    from alur.records.services.months import ensure_months

    refuse_unless_empty()
    scale = demo.SMALL if small else demo.FULL
    ensure_months(since=BEGINNING, until=clock.now())
    with clock.frozen_at(BEGINNING):
        put("units", demo.units(scale=scale), progress)
        put("employees", demo.employees(scale=scale), progress)
        put("modules", demo.modules(until=until), progress)
        put("sessions", demo.sessions(until=until, scale=scale), progress)
        put("exams", demo.exams(until=until), progress)
        load_contents(until=until)
    for batch in chunks(demo.records(until=until, scale=scale), RECORDS_A_BATCH):
        put_records(batch, progress)
    put("knowledge", demo.knowledge(until=until, scale=scale), progress)
    put("evaluations", demo.evaluations(until=until, scale=scale), progress)
    create_accounts(small=small)
    exchange(until=until)
    curate(until=until, texts=demo.texts(scale))
    bulk.note_growth()


def refuse_unless_empty() -> None:
    from alur.people.models import Unit
    from alur.records.models import Statement

    if Unit.objects.exists() or Statement.objects.exists():
        raise Problem(
            "demo.not_empty",
            "This installation already holds data.",
            mend="Load the demonstration into an empty one: choose another ALUR_HOME or DATABASE_URL, then alur init.",
            status=409,
        )


def put_records(batch: Iterable[tuple[str, Mapping[str, Any]]], progress: Progress) -> None:
    """Take learning rows, in order of time, as if the last of them had just happened."""
    by_kind: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    moment = BEGINNING
    for kind, row in batch:
        by_kind[kind].append(row)
        moment = max(moment, *(value for value in row.values() if isinstance(value, datetime)))
    with clock.frozen_at(moment + timedelta(minutes=1)):
        for kind, rows in by_kind.items():
            put(kind, rows, progress)


def put(kind: str, rows: Iterable[Mapping[str, Any]], progress: Progress) -> None:
    """Take rows of an import kind in. Raises Problem if any is refused: the demonstration must be whole."""
    from alur.home.importers.uploads import kind_of

    lines = (
        Line(number, {name: cell(value) for name, value in row.items()}) for number, row in enumerate(rows, start=2)
    )
    refused: list[RejectedRow] = []
    seen = 0

    def advance(tally: Any) -> None:
        nonlocal seen
        progress(kind, tally.read - seen)
        seen = tally.read

    way_in = kind_of(kind, actor=SYSTEM, source="demo")
    Run(way_in, reject=refused.append, progress=advance).take(lines)
    if refused:
        raise Problem("demo.refused", f"{kind}: {refused[0].field}: {refused[0].reason}", status=500)


def cell(value: object) -> str:
    """Return a value as the text a file would hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def load_contents(*, until: date) -> None:
    """Give the modules their screens. Raises Problem if any is refused."""
    from alur.cli import demo
    from alur.learning.importers.content import Refusal, import_contents

    refused: list[Refusal] = []
    for path in demo.contents(until=until):
        import_contents(path, actor=SYSTEM, reject=refused.append, source="demo")
    if refused:
        raise Problem("demo.refused", f"{refused[0].name}:{refused[0].line}: {refused[0].problem}", status=500)
