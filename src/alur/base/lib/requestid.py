"""The id of the request being served, for logs, problems and the audit trail."""

from contextvars import ContextVar
from uuid import uuid4

_current: ContextVar[str] = ContextVar("request_id", default="")


def begin() -> str:
    """Give the request a new id and return it."""
    request_id = uuid4().hex
    _current.set(request_id)
    return request_id


def end() -> None:
    """Let what follows belong to no request."""
    _current.set("")


def current() -> str:
    """Return the id of the request being served, "" outside one."""
    return _current.get()
