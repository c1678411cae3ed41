"""Looks at the database itself: reachable, sound, of this version, guarded."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from alur.base.lib import clock
from alur.cli import guards
from alur.cli.doctor.findings import Finding
from alur.cli.keeping import postgres
from alur.records.services import months

OLDEST_POSTGRES = 150000
MOST_SHOWN = 3


def answers() -> Iterator[Finding]:
    """Connect, and on SQLite look through the whole file."""
    try:
        connection.ensure_connection()
        damage = damaged() if connection.vendor == "sqlite" else ""
    except DatabaseError as error:
        damage = str(error).strip().splitlines()[0]
    if not damage:
        return
    if "unable to open" in damage or connection.vendor == "postgresql":
        yield Finding(
            f"The database does not answer: {damage}.",
            "Nothing works without it.",
            "Start it, or mend DATABASE_URL (now as the settings say: "
            f"{connection.settings_dict['NAME']} at {connection.settings_dict['HOST'] or 'this machine'}).",
            is_fatal=True,
        )
    else:
        yield Finding(
            f"The database file is damaged: {damage}.",
            "What lies in the damaged part is lost, and each write may destroy more.",
            "Stop Alur, then put the last good backup in its place: alur restore PATH --force",
            is_fatal=True,
        )


def damaged() -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        told = str(cursor.fetchone()[0])
    return "" if told == "ok" else told.splitlines()[-1]


def has_tables() -> Iterator[Finding]:
    if "django_migrations" not in connection.introspection.table_names():
        yield Finding(
            "The database is empty.",
            "Nothing was installed yet, or DATABASE_URL and ALUR_HOME name another place.",
            "Run: alur init, or put a backup in: alur restore PATH",
            is_fatal=True,
        )


def is_migrated() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        first = pending[0][0]
        yield Finding(
            f"{len(pending)} migrations are not applied, the first is {first.app_label}.{first.name}.",
            "The code expects tables that the database does not have.",
            "Take a backup (alur backup PATH), then run: alur init",
            is_fatal=True,
        )
    ours = {app.label for app in apps.get_app_configs()}
    unknown = [
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in ours and (app, name) not in executor.loader.disk_migrations
    ]
    if unknown:
        yield Finding(
            f"The database was changed by a later Alur: {', '.join(sorted(unknown)[:MOST_SHOWN])}.",
            "This version does not know what it finds there.",
            "Install that version again, or put the backup in that was taken before it: alur restore PATH --force",
        )


def has_all_tables() -> Iterator[Finding]:
    present = set(connection.introspection.table_names())
    wanted = {model._meta.db_table for model in apps.get_models() if model._meta.managed}
    missing = sorted(wanted - present)
    if missing:
        yield Finding(
            f"Tables are missing: {', '.join(missing[:MOST_SHOWN])}.",
            "A migration was broken off, or somebody dropped them.",
            "Put the last good backup in: alur restore PATH --force",
            is_fatal=True,
        )


def is_guarded() -> Iterator[Finding]:
    for table in guards.unguarded():
        yield Finding(
            f"{table} has lost the guard that refuses changes.",
            "Records, JP entries or the audit trail could be changed without a trace, and may have been.",
            "Run: alur init (puts it back), then: alur rebuild --check, and compare with a backup.",
        )


def keeps_the_time() -> Iterator[Finding]:
    from alur.records.queries import state

    head = state.head()
    ahead = clock.from_micros(head.rid) - clock.now() if head else None
    if ahead and ahead.total_seconds() > TOLERATED_SECONDS:
        yield Finding(
            f"The clock of this machine is {ahead} behind the last record.",
            "New records would be stored with a time that is not theirs.",
            "Set the clock: sudo timedatectl set-ntp true, and look at it: timedatectl",
        )


TOLERATED_SECONDS = 120


def writes_ahead() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        yield from journal(str(cursor.fetchone()[0]))


def journal(mode: str) -> Iterator[Finding]:
    """Yield a finding unless SQLite writes ahead. mode: its journal mode."""
    if mode != "wal":
        yield Finding(
            f"SQLite keeps its journal as “{mode}” and cannot write ahead (WAL) here.",
            "Readers and writers shut each other out.",
            "Move ALUR_HOME to a local disk (ext4, xfs, btrfs, zfs), or use PostgreSQL by DATABASE_URL.",
        )


def postgres_is_new_enough() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            yield from version(int(cursor.fetchone()[0]))


def version(number: int) -> Iterator[Finding]:
    """Yield a finding when PostgreSQL is too old. number: its version, 150004 for 15.4."""
    if number < OLDEST_POSTGRES:
        yield Finding(
            f"PostgreSQL is version {number // 10000}; Alur needs 15 or later.",
            "It is tested with those only.",
            "Upgrade it: pg_upgradecluster (Debian), or move by alur backup and alur restore to a newer server.",
        )


def has_its_months() -> Iterator[Finding]:
    missing = months.missing(at=clock.now())
    if missing:
        yield Finding(
            f"There is no partition for {', '.join(missing)}.",
            "The records of that month go into the partition for the rest, which grows and slows.",
            "Run: alur init; and let a worker run, which makes them ahead each day.",
        )


def is_whole() -> Iterator[Finding]:
    if connection.vendor == "postgresql" and postgres.is_interrupted():
        yield Finding(
            f"A restore was broken off; what was there before lies in the schema {postgres.ASIDE}.",
            "What is there now may be half of a backup.",
            "Run it again: alur restore PATH --force",
        )


def cache_answers() -> Iterator[Finding]:
    try:
        cache.set("doctor", 1, 5)
        is_kept = cache.get("doctor") == 1
    except Exception:  # noqa: BLE001 - each cache has errors of its own
        is_kept = False
    if not is_kept:
        mend = "Start Redis, or mend REDIS_URL." if settings.REDIS_URL else "Run: alur init (makes its table)."
        yield Finding("The cache does not answer.", "Nobody can sign in: failed attempts are counted there.", mend)
