"""The one expected refusal, with four faces: form error, RFC 9457 problem details, rejected row, command line."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

DEFAULT_STATUS = 400


class Problem(Exception):
    """Something the asker can mend.

    code: stable dotted name for programs (`people.unknown_unit`); message: what is wrong, for people;
    field: the field, column or JSON path concerned; mend: how to put it right; status: HTTP status;
    details: further problems found together with this one.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        field: str = "",
        mend: str = "",
        status: int = DEFAULT_STATUS,
        details: "tuple[Problem, ...]" = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.mend = mend
        self.status = status
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} {self.mend}".strip()

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it go from one process to another whole."""
        again = partial(Problem, field=self.field, mend=self.mend, status=self.status, details=self.details)
        return again, (self.code, self.message)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that an importer refused. line: 1-based line or row number of the file; row: its own values."""

    line: int
    field: str
    reason: str
    row: dict[str, str]


class FormLike(Protocol):
    """What a form offers to take an error."""

    fields: dict[str, Any]

    def add_error(self, field: str | None, error: Any) -> None: ...


def on_form(problem: Problem, form: FormLike) -> None:
    """Put the problem on the form: beside its field when the form has it, else on top."""
    form.add_error(problem.field if problem.field in form.fields else None, str(problem))


def as_details(problem: Problem, *, instance: str = "") -> dict[str, object]:
    """Return the problem as RFC 9457 problem details. instance: the request's path and id."""
    details: dict[str, object] = {
        "type": f"urn:alur:problem:{problem.code}",
        "title": str(problem.message),
        "status": problem.status,
        "detail": str(problem),
    }
    if problem.field:
        details["field"] = problem.field
    if problem.mend:
        details["mend"] = str(problem.mend)
    if instance:
        details["instance"] = instance
    if problem.details:
        details["errors"] = [as_details(each) for each in problem.details]
    return details


def as_row(problem: Problem, *, line: int, row: dict[str, str]) -> RejectedRow:
    """Return the problem as a rejected row of an import file."""
    return RejectedRow(line=line, field=problem.field, reason=str(problem), row=row)


def as_text(problem: Problem) -> str:
    """Return the problem for the command line, one line a fault."""
    where = f"{problem.field}: " if problem.field else ""
    return "\n".join([f"{where}{problem}", *(as_text(each) for each in problem.details)])
