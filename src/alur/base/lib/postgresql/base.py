"""A connection to PostgreSQL as Django has it, but looked over without asking the server, and with more plans kept."""

import select
from typing import Any

from django.db.backends.postgresql import base

PLANS_KEPT = 500  # our pages have more statements than the driver's 100


class DatabaseWrapper(base.DatabaseWrapper):
    """What Django calls a connection."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect."""
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = PLANS_KEPT
        return connection

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
