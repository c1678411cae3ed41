"""Partitions of a month each on PostgreSQL, made ahead; SQLite needs none."""

from datetime import UTC, datetime

from django.db import connection

from alur.base.lib import clock

MONTHS_AHEAD = 3
DECEMBER = 12


def ensure_months(*, since: datetime, until: datetime) -> list[str]:
    """Make the partitions for all months from since to MONTHS_AHEAD after until; return the names of the new ones."""
    if connection.vendor != "postgresql":
        return []
    month = datetime(since.astimezone(UTC).year, since.astimezone(UTC).month, 1, tzinfo=UTC)
    last = until.astimezone(UTC)
    made = []
    for _ in range((last.year - month.year) * DECEMBER + last.month - month.month + MONTHS_AHEAD + 1):
        following = next_month(month)
        if make(month, following):
            made.append(name(month))
        month = following
    return made


def missing(*, at: datetime) -> list[str]:
    """Return the names of the partitions of the month of `at` and of the next that are not there."""
    if connection.vendor != "postgresql":
        return []
    month = datetime(at.astimezone(UTC).year, at.astimezone(UTC).month, 1, tzinfo=UTC)
    return [name(each) for each in (month, next_month(month)) if not exists(each) and not has_begun_in_rest(each)]


def exists(month: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name(month)])
        return cursor.fetchone()[0] is not None


def has_begun_in_rest(month: datetime) -> bool:
    """Tell whether records of the month lie in the default partition, where they then stay."""
    begin, end = clock.to_micros(month), clock.to_micros(next_month(month))
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM records_statement_rest WHERE rid >= %s AND rid < %s LIMIT 1", [begin, end])
        return cursor.fetchone() is not None


def next_month(month: datetime) -> datetime:
    return month.replace(year=month.year + month.month // DECEMBER, month=month.month % DECEMBER + 1)


def name(month: datetime) -> str:
    return f"records_statement_{month:%Y_%m}"


def make(month: datetime, following: datetime) -> bool:
    if exists(month) or has_begun_in_rest(month):
        return False
    begin, end = clock.to_micros(month), clock.to_micros(following)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {name(month)} PARTITION OF records_statement FOR VALUES FROM ({begin}) TO ({end})"
        )
    return True
