"""A connection to PostgreSQL as Django has it, but looked over without a question, and with a shorter way for ours."""

import select
from typing import Any

from django.db.backends.postgresql import base

from alur.base.lib.postgresql.wire import Wire


class DatabaseWrapper(base.DatabaseWrapper):
    """What Django calls a connection. wire: the present one's way for questions of ours."""

    wire: Wire

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect."""
        connection = super().get_new_connection(conn_params)
        self.wire = Wire(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor of Django's, once what we sent is taken in."""
        self.wire.settle()
        return super().create_cursor(name)

    def _commit(self) -> None:
        self.wire.settle()
        super()._commit()  # type: ignore[misc]  # the stubs leave it out

    def _rollback(self) -> None:
        self.wire.drop()
        super()._rollback()  # type: ignore[misc]

    def is_usable(self) -> bool:
        """Tell whether the server is still there: one that has gone, or was started anew, has said so."""
        return self.connection is not None and (not has_word(self.connection) or super().is_usable())


def has_word(connection: Any) -> bool:
    """Tell whether the server has said something unasked, or hung up."""
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
