"""How often the database is asked, by Django's cursors or past them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alur.base.lib.postgresql.wire import Question, Wire


@contextmanager
def statements() -> Iterator[list[str]]:
    """Give a list that holds, after the block, the statements that this thread's connection was sent within it."""
    found: list[str] = []
    if connection.vendor == "sqlite":
        with CaptureQueriesContext(connection) as asked:
            yield found
        found += [each["sql"] for each in asked]
        return
    execute, send = psycopg.Cursor.execute, Wire.send

    def noting(cursor: Any, query: Any, *arguments: Any, **named: Any) -> Any:
        if cursor.connection is connection.connection:
            found.append(str(query))
        return execute(cursor, query, *arguments, **named)

    def noting_sent(wire: Wire, question: Question) -> None:
        if wire.connection is connection.connection:
            found.append(question.sql)
        send(wire, question)

    with patch.object(psycopg.Cursor, "execute", noting), patch.object(Wire, "send", noting_sent):
        yield found
