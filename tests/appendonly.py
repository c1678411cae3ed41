"""Lets Django empty the test database after a transactional test, although its tables refuse DELETE."""

from collections.abc import Callable, Iterable

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.base import DatabaseWrapper as Postgres
from django.db.backends.sqlite3.base import DatabaseWrapper as Sqlite

Flush = Callable[[BaseDatabaseOperations, Iterable[str]], None]


def lift_on_flush() -> None:
    """Wrap both databases' flush. Only the harness flushes: no code of ours does."""
    flush = BaseDatabaseOperations.execute_sql_flush
    Sqlite.ops_class.execute_sql_flush = sqlite(flush)  # type: ignore[method-assign, assignment]
    Postgres.ops_class.execute_sql_flush = postgres(flush)  # type: ignore[method-assign, assignment]


def sqlite(flush: Flush) -> Flush:
    def without_triggers(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            flush(self, sql_list)
            for _, sql in triggers:
                cursor.execute(sql)

    return without_triggers


def postgres(flush: Flush) -> Flush:
    def without_triggers(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        flush(self, ["SET session_replication_role = replica", *sql_list, "SET session_replication_role = DEFAULT"])

    return without_triggers
