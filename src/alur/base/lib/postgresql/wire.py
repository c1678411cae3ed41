"""Prepared questions to PostgreSQL by the driver's calls of libpq alone; its cursors cost more than the answers.

What is put is sent at once: `ask` waits for the answers, `send` does not, and `settle` takes in what is still to come.
Who uses the connection by the driver's own ways settles first.
"""

import select
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from itertools import count
from typing import Any, NamedTuple

from psycopg import Connection, Cursor, Error, OperationalError, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.types.datetime import TimestamptzLoader

PLANS_KEPT = 500  # our pages have some 300 statements
Row = tuple[Any, ...]
Plan = tuple[str, tuple[int, ...]]


class Question(NamedTuple):
    """A statement with its parameters. is_planned: whether the server keeps a plan of it, once a connection."""

    sql: str
    parameters: Sequence[Any]
    is_planned: bool = True


class Coming(NamedTuple):
    """Something sent whose result was not taken in yet. plan: that it makes; is_answer: whether somebody asked."""

    plan: Plan | None = None
    is_answer: bool = False


class Wire:
    """A connection's way for questions of ours; one thread's, as the connection is."""

    def __init__(self, connection: "Connection[Any]") -> None:
        cursor = Cursor(connection)
        # Compiled; Django's own puts each moment through a regular expression.
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        self.connection, self.libpq = connection, connection.pgconn
        # What is planned once shall be: left to itself, the server plans look-ups by arrays anew each time.
        self.libpq.exec_(b"SET plan_cache_mode = force_generic_plan")
        self.transformer = Transformer(cursor)
        self.plans: dict[Plan, bytes] = {}
        self.numbers = count()
        self.coming: list[Coming] = []
        self.readable, self.either = select.poll(), select.poll()
        self.readable.register(self.libpq.socket, select.POLLIN)
        self.either.register(self.libpq.socket, select.POLLIN | select.POLLOUT)

    def ask(self, *asked: Question) -> list[list[Row]]:
        """Return the answers to questions that are sent together. Raises the driver's errors."""
        for each in asked:
            self.send(each)
        return [self.rows(result) for result in self.settle()[-len(asked) :]]

    def send(self, question: Question) -> None:
        """Send a statement. What is wrong with it shows when somebody asks or settles."""
        # First, as it fails for what cannot be sent; nothing may be begun then.
        values, types, formats = self.bound(question.parameters)
        if not self.coming:
            self.libpq.enter_pipeline_mode()
            self.begin()
        if question.is_planned:
            name = self.plans.get((question.sql, types)) or self.plan(question.sql, types)
            self.libpq.send_query_prepared(name, values, formats)
        else:
            self.libpq.send_query_params(numbered(question.sql), values, types, formats)
        self.coming.append(Coming(is_answer=True))

    def begin(self) -> None:
        """Begin a transaction where the driver would."""
        if not self.connection.autocommit and self.libpq.transaction_status == TransactionStatus.IDLE:
            self.command(b"BEGIN")

    def command(self, sql: bytes) -> None:
        self.libpq.send_query_params(sql, [])
        self.coming.append(Coming())

    def bound(self, parameters: Sequence[Any]) -> tuple[Sequence[Any], tuple[int, ...], Sequence[Any]]:
        """Return parameters as they are sent, their types and formats."""
        values = self.transformer.dump_sequence(parameters, [PyFormat.AUTO] * len(parameters))
        return values, self.transformer.types or (), self.transformer.formats or ()

    def plan(self, sql: str, types: tuple[int, ...]) -> bytes:
        """Let the server plan a statement, and return the plan's name. The oldest of too many is dropped."""
        if len(self.plans) >= PLANS_KEPT:
            self.command(b"DEALLOCATE " + self.plans.pop(next(iter(self.plans))))
        name = b"alur_%d" % next(self.numbers)
        self.plans[sql, types] = name
        self.libpq.send_prepare(name, numbered(sql), types)
        self.coming.append(Coming(plan=(sql, types)))
        return name

    def settle(self) -> list[PGresult]:
        """Take in what is to come, and return the results of what was asked. Raises the first error among them."""
        if not self.coming:
            return []
        try:
            found = self.taken_in()
        except BaseException:
            self.connection.close()  # nobody knows what would come next
            raise
        for each, result in found:
            if each.plan and result.status != ExecStatus.COMMAND_OK:
                self.plans.pop(each.plan, None)
        for _, result in found:
            if result.status == ExecStatus.FATAL_ERROR:
                raise errors.error_from_result(result)
        return [result for each, result in found if each.is_answer]

    def drop(self) -> None:
        """Take in what is to come, and forget it, errors too."""
        with suppress(Error):
            self.settle()

    def taken_in(self) -> list[tuple[Coming, PGresult]]:
        self.libpq.pipeline_sync()
        while self.libpq.flush():
            self.either.poll()
            self.libpq.consume_input()
        coming, self.coming = self.coming, []
        found = []
        for each in coming:
            found.append((each, self.next_result()))
            self.libpq.get_result()  # nothing, at the end of each
        self.next_result()  # that of the pipeline's end
        self.libpq.exit_pipeline_mode()
        return found

    def next_result(self) -> PGresult:
        while self.libpq.is_busy():
            self.readable.poll()
            self.libpq.consume_input()
        if result := self.libpq.get_result():
            return result
        raise OperationalError(self.libpq.get_error_message())

    def rows(self, result: PGresult) -> list[Row]:
        if result.status != ExecStatus.TUPLES_OK:
            return []
        self.transformer.set_pgresult(result)
        return self.transformer.load_rows(0, result.ntuples, tuple)


@cache
def numbered(sql: str) -> bytes:
    """Return a statement with PostgreSQL's own marks for parameters, `$1`, in the place of `%s`."""
    first, *others = sql.split("%s")
    text = first + "".join(f"${number}{other}" for number, other in enumerate(others, start=1))
    return text.replace("%%", "%").encode()
