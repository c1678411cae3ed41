"""The command: runs the checks stage by stage and tells what they find."""

import sys
from collections.abc import Iterable, Iterator

import click

from alur.base.lib.problems import Problem
from alur.cli.doctor import places, settings
from alur.cli.doctor.findings import Check, Finding
from alur.cli.readiness import set_up_django
from alur.config import environment


@click.command("doctor")
@click.option("--deep", is_flag=True, help="Also rebuild every projection beside the live one and compare.")
def command(*, deep: bool) -> None:
    """Say what is wrong with this installation, why it matters, and how to mend it. Changes nothing.

    Exit 1 when something is wrong.
    """
    wrong = 0
    for number, finding in enumerate(examine(deep=deep), start=1):
        wrong += not finding.is_hint
        click.echo(as_text(number, finding))
    click.echo(verdict(wrong))
    sys.exit(1 if wrong else 0)


def as_text(number: int, finding: Finding) -> str:
    label = "Hint: " if finding.is_hint else ""
    return f"{number}. {label}{finding.what}\n   Why it matters: {finding.why}\n   To mend: {finding.mend}\n"


def verdict(wrong: int) -> str:
    if not wrong:
        return "Nothing is wrong."
    return "1 thing is wrong." if wrong == 1 else f"{wrong} things are wrong."


def examine(*, deep: bool) -> Iterator[Finding]:
    """Yield all findings, stage by stage; a fatal one ends the examination after its stage."""
    for stage in stages(deep=deep):
        is_fatal = False
        for finding in stage:
            is_fatal = is_fatal or finding.is_fatal
            yield finding
        if is_fatal:
            return


def stages(*, deep: bool) -> Iterator[Iterable[Finding]]:
    """Yield the stages. Django is only set up once settings and places allow it: that makes a missing key anew."""
    found = environment.current()
    yield settings.check(found)
    yield places.check(found)
    yield from map(answers_of, checks_by_stage(deep=deep))


def checks_by_stage(*, deep: bool) -> Iterator[list[Check]]:
    set_up_django()
    from alur.cli.doctor import database, people, search, store, work

    yield [database.answers]
    yield [database.has_tables]
    yield [database.is_migrated]
    yield [database.has_all_tables]
    yield [store.is_open]
    yield [
        database.is_guarded,
        database.keeps_the_time,
        database.writes_ahead,
        database.postgres_is_new_enough,
        database.has_its_months,
        database.is_whole,
        database.cache_answers,
        store.projections_are_kept_up,
        store.folding_goes_on,
        people.sign_ins_can_be_read,
        people.demo_stands_alone,
        people.staff_show_a_second_factor,
        people.uploaded_files_are_there,
        search.finds_by_meaning,
        search.scans_can_be_read,
        search.files_were_read,
        work.failures,
        work.somebody_works,
    ]
    if deep:
        yield [store.projections_equal_the_records]


def answers_of(checks: Iterable[Check]) -> Iterator[Finding]:
    for check in checks:
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001 - a doctor that falls ill says so and goes on
            yield unanswered(check, error)


def unanswered(check: Check, error: Exception) -> Finding:
    told = error.message if isinstance(error, Problem) else (str(error).splitlines() or [""])[0]
    return Finding(
        f"The check “{check.__name__.replace('_', ' ')}” could not be made: {type(error).__name__}: {told}.",
        "What it would have found stays unknown.",
        "If the cause is none of the other lines, tell Alur's makers this one.",
    )
