"""What access asks of the domain above: where a scope lies, which roles follow from whom an account belongs to."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

GrantRows = QuerySet[Any, tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Person:
    """Whom an account belongs to. scope: code of the node she is in."""

    name: str
    email: str
    scope: str


class Directory(Protocol):
    """The domain's answers. Paths are as in `rules.Grant`."""

    def scope_path(self) -> Combinable:
        """Return an expression for the path of the node named by the column `scope`; NULL when there is none."""

    def implied(self, subject: str | Combinable) -> list[GrantRows]:
        """Return queries of (role, scope, path) that follow from the subject alone."""

    def require_scope(self, code: str) -> None:
        """Raise a Problem with the field `role` unless a node has this code."""

    def knows_as_subject(self, username: str) -> bool:
        """Tell whether a username of this form names a person, known or not yet known."""

    def person(self, subject: str) -> Person | None:
        """Return the person behind a subject, None when nobody (any more)."""


_directories: list[Directory] = []


def register(directory: Directory) -> None:
    """Let directory answer. Called once, by the domain's app."""
    _directories[:] = [directory]


def current() -> Directory:
    """Return the domain's directory. Raises LookupError when no domain has registered one."""
    if not _directories:
        raise LookupError("No domain has registered a directory with alur.base.access.")
    return _directories[0]
