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


def next_month(month: datetime) -> datetime:
    return month.replace(year=month.year + month.month // DECEMBER, month=month.month % DECEMBER + 1)


def name(month: datetime) -> str:
    return f"records_statement_{month:%Y_%m}"


def make(month: datetime, following: datetime) -> bool:
    begin, end = clock.to_micros(month), clock.to_micros(following)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name(month)])
        if cursor.fetchone()[0] is not None:
            return False
        cursor.execute("SELECT 1 FROM records_statement_rest WHERE rid >= %s AND rid < %s LIMIT 1", [begin, end])
        if cursor.fetchone():
            return False  # the month has begun in the default partition and stays there
        cursor.execute(
            f"CREATE TABLE {name(month)} PARTITION OF records_statement FOR VALUES FROM ({begin}) TO ({end})"
        )
    return True
