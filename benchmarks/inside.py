"""Tasks that need an installation's Django; each runs in a process of its own and prints what it found as JSON."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alur.cli.readiness import set_up_django
from benchmarks import material
from benchmarks.memory import Watch

Found = dict[str, Any]


def import_file(*, kind: str, path: str) -> Found:
    """Import a file as `alur import` does. Seconds: from opening it to the last commit."""
    from django.db import connection

    from alur.cli import imports

    connection.ensure_connection()
    with Watch() as memory:
        begun = time.perf_counter()
        tally = imports.import_file(kind, Path(path))
        seconds = time.perf_counter() - begun
    assert tally.created == tally.read, tally
    return {"seconds": seconds, "peak_kilobytes": memory.most_kilobytes}


def fill(*, scale: str, people: int, years: int) -> Found:
    """Live through slices of the year as the demonstration does, and return how many statements are stored."""
    from alur.records.models import Statement

    chosen = material.slices(people, years)
    size = scale_named(scale)
    put_reference(chosen, size)
    put_records(chosen, size)
    return {"statements": Statement.objects.count()}


def put_reference(chosen: list[material.Slice], size: Any) -> None:
    from alur.base.lib import clock
    from alur.cli import demo
    from alur.cli.demoyear import put
    from alur.records.services.months import ensure_months

    begun = clock.now().replace(year=chosen[0].year - 1, month=12, day=1)
    ensure_months(since=begun, until=clock.now())
    people = [material.Slice(each, material.YEAR) for each in sorted({each.people for each in chosen})]
    years = [material.Slice(0, each) for each in sorted({each.year for each in chosen})]

    def silent(_kind: str, _count: int) -> None:
        """Tell nobody."""

    with clock.frozen_at(begun):
        put("units", demo.units(scale=size), silent)
        put("employees", [again.row(row) for again in people for row in demo.employees(scale=size)], silent)
        put("modules", demo.modules(until=material.UNTIL), silent)
        sessions = list(demo.sessions(until=material.UNTIL, scale=size))
        put("sessions", [again.row(row) for again in years for row in sessions], silent)
        put("exams", demo.exams(until=material.UNTIL), silent)


def put_records(chosen: list[material.Slice], size: Any) -> None:
    from alur.base.lib.bulk import chunks
    from alur.cli import demoyear

    once = material.records(size)
    for each in chosen:
        rows = ((kind, each.row(row)) for kind, row in once)
        for batch in chunks(rows, demoyear.RECORDS_A_BATCH):
            demoyear.put_records(batch, lambda kind, count: None)


def read_all() -> Found:
    """Read all statements as a rebuild does and parse them: what no projection can do without."""
    from alur.records.services import folding

    begun = time.perf_counter()
    count = sum(bool(record.statement) for records in folding.stored_after(0) for record in records)
    return {"seconds": time.perf_counter() - begun, "statements": count}


def rebuild() -> Found:
    """Rebuild all projections beside the live ones and compare, as `alur rebuild --check` does."""
    from alur.records.models import Statement
    from alur.records.services import rebuilding

    statements = Statement.objects.count()
    with Watch() as memory:
        begun = time.perf_counter()
        differences = rebuilding.check()
        seconds = time.perf_counter() - begun
    assert not differences, differences
    return {"seconds": seconds, "statements": statements, "peak_kilobytes": memory.most_kilobytes}


def report(*, year: int, times: int) -> Found:
    """Ask for a year's figures so often, as `alur report year` does, and return the quickest answer's time."""
    from alur.insight.queries.year import year_figures

    figures = year_figures(year)
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        year_figures(year)
        seconds.append(time.perf_counter() - begun)
    return {"seconds": min(seconds), "completions": figures.completions}


def index_texts(*, count: int) -> Found:
    """Put documents of one passage each into the index as an import does. Seconds: of that; bytes: of the tables."""
    from django.db import transaction

    from alur.base.lib import bulk
    from alur.search.rules.passages import Section
    from alur.search.services import Pushed, put
    from benchmarks import texts

    made = (
        Pushed("knowledge", f"T-{number}", title, [Section("", text)])
        for number, (title, text) in enumerate(texts.passages(count))
    )
    seconds = 0.0
    before = database_bytes()
    for documents in bulk.chunks(made, 500):
        begun = time.perf_counter()
        with transaction.atomic():
            put(documents)
        seconds += time.perf_counter() - begun
    bulk.note_growth()
    return {"seconds": seconds, "documents": count, "bytes": database_bytes() - before}


def database_bytes() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def ask(*, questions: int, limit: int, with_slips: bool = False) -> Found:
    """Ask the index as somebody of the agency does (benchmarks.searching.timed). bytes: of memory, at most."""
    import resource

    from alur.search.queries.searching import search
    from alur.search.rules.reading import STRANGER
    from benchmarks import searching, texts

    asked = texts.questions(questions)
    if with_slips:
        asked = texts.with_a_slip(asked)
    found = searching.timed(lambda question: search(question, limit=limit, reader=STRANGER), asked)
    return {**found, "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


def sign_in(*, users: int, modules: int) -> Found:
    """Sign users in, and give modules of one screen; return session keys by account and the modules' codes.

    `learners` are people who have done none of those modules.
    """
    from alur.base.access.rules import SYSTEM
    from alur.base.access.services import create_account
    from alur.people.models import Employee

    nips = Employee.objects.order_by("-pk").values_list("nip", flat=True)[:users]
    accounts = [create_account(actor=SYSTEM, username=nip) for nip in nips]
    keys = {who: [session_key(who) for _ in range(users)] for who in ("pegawai", "ppsdm")}
    learners = [session_key(account.username) for account in accounts]
    return {**keys, "learners": learners, "modules": short_modules(modules)}


def session_key(username: str) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import login
    from django.http import HttpRequest

    from alur.base.access.models import Account

    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, Account.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return str(request.session.session_key)


def short_modules(count: int) -> list[str]:
    import tempfile

    from alur.cli.content import import_content
    from alur.cli.imports import import_file as import_rows

    codes = [f"BENCH-{number}" for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        rows = "".join(f"{code},{code},1,2022-01-01\n" for code in codes)
        listed = Path(folder) / "modules.csv"
        listed.write_text(f"code,title,jp,published_on\n{rows}", encoding="utf-8")
        assert import_rows("modules", listed).created == count
        contents = Path(folder) / "contents"
        contents.mkdir()
        for code in codes:
            text = f"---\ncode: {code}\ntitle: {code}\ncomplete:\n  screens: all\n---\n\n# One screen\n\nA line.\n"
            (contents / f"{code}.md").write_text(text, encoding="utf-8")
        assert import_content(contents).rejected == 0
    return codes


def module_with_screens() -> Found:
    """Return the code of a module of the demonstration that can be taken."""
    from alur.learning.models import ModuleContent

    return {"code": ModuleContent.objects.order_by("pk").values_list("activity__code", flat=True)[0]}


def fill_room(*, people: int) -> Found:
    """Plan a session that goes on now, and sign people in. Return its code, what it shows by half minute, and keys."""
    from datetime import timedelta
    from decimal import Decimal

    from alur.base.access.models import Account
    from alur.base.access.rules import SYSTEM
    from alur.base.lib import clock
    from alur.learning.models import Session
    from alur.learning.queries.codes import shown_code
    from alur.learning.rules.codes import PERIOD, period_of
    from alur.learning.services.planning import Plan, plan_sessions
    from alur.people.models import Employee

    now = clock.now()
    begin, end = now - timedelta(minutes=1), now + timedelta(hours=1)
    plan = Plan(title="Bench", kind="webinar", starts_at=begin, ends_at=end, jp=Decimal(1), unit=None)
    [code] = plan_sessions(actor=SYSTEM, plan=plan)
    session = Session.objects.get(activity__code=code)
    nips = Employee.objects.filter(is_active=True).order_by("-pk").values_list("nip", flat=True)
    taken = set(Account.objects.values_list("username", flat=True))
    chosen = [nip for nip in nips if nip not in taken][:people]
    # Nobody types a password here, and to make each one's hash would take minutes.
    unusable = "!"
    Account.objects.bulk_create(
        Account(username=nip, name=nip, subject=nip, password=unusable, created_at=now) for nip in chosen
    )
    moments = [now + number * PERIOD for number in range(40)]
    shown = {str(period_of(at)): shown_code(session.pk, at) for at in moments}
    return {"code": code, "shown": shown, "keys": [session_key(nip) for nip in chosen]}


def end_session(*, code: str) -> Found:
    """Record the presence in a session as if it were over, and return how many records and how long."""
    from alur.learning.models import Attendance, Session
    from alur.learning.services.arriving import close_due

    session = Session.objects.get(activity__code=code)
    begun = time.perf_counter()
    close_due(session.ends_at)
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "records": Attendance.objects.filter(activity_id=session.pk).count()}


def scale_named(name: str) -> Any:
    from alur.cli import demo

    return {"full": demo.FULL, "small": demo.SMALL}[name]


TASKS: dict[str, Callable[..., Found]] = {
    task.__name__: task
    for task in (
        import_file,
        fill,
        read_all,
        rebuild,
        report,
        index_texts,
        ask,
        sign_in,
        module_with_screens,
        fill_room,
        end_session,
    )
}


if __name__ == "__main__":
    set_up_django()
    print(json.dumps(TASKS[sys.argv[1]](**json.loads(sys.argv[2]))))
