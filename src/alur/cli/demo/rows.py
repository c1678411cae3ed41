"""The columns of each import kind, named and ordered as in CONTRACTS; None where a row leaves one empty."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypedDict
from uuid import UUID


class UnitRow(TypedDict):
    """A work unit. parent_code: empty for a unit at the top."""

    code: str
    name: str
    parent_code: str
    kind: str
    province: str
    city: str


class EmployeeRow(TypedDict):
    """An employee. supervisor_nip: empty for the head of a unit at the top."""

    nip: str
    name: str
    unit_code: str
    email: str
    phone: str
    position: str
    position_kind: str
    grade: str
    employment: str
    supervisor_nip: str
    active: bool


class ModuleRow(TypedDict):
    """A module. topics: `;` between."""

    code: str
    title: str
    kind: str
    jp: Decimal
    minutes: int
    summary: str
    topics: str
    published_on: date


class SessionRow(TypedDict):
    """A session."""

    code: str
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    jp: Decimal
    unit_code: str
    speaker: str
    capacity: int | None


class ExamRow(TypedDict):
    """An exam on a module."""

    code: str
    title: str
    module_code: str
    session_code: str
    pass_score: Decimal
    max_score: Decimal


class CompletionRow(TypedDict):
    """A module finished."""

    record_id: UUID
    nip: str
    module_code: str
    completed_at: datetime
    score: Decimal | None
    duration_seconds: int


class AttendanceRow(TypedDict):
    """One span of presence in a session."""

    record_id: UUID
    nip: str
    session_code: str
    joined_at: datetime
    left_at: datetime


class ExamResultRow(TypedDict):
    """One attempt at an exam."""

    record_id: UUID
    nip: str
    exam_code: str
    submitted_at: datetime
    score: Decimal
    max_score: Decimal


class EvaluationRow(TypedDict):
    """One answered item of an anonymous level-1 evaluation."""

    record_id: UUID
    session_code: str
    module_code: str
    submitted_at: datetime
    item: str
    score: Decimal
    max_score: Decimal


class KnowledgeRow(TypedDict):
    """A knowledge item. topics, audience: `;` between; valid_until: its last day, None for none."""

    id: str
    title: str
    body: str
    kind: str
    unit_code: str
    author_nip: str
    topics: str
    language: str
    created_on: date
    source: str
    valid_until: date | None
    audience: str


Record = (
    tuple[Literal["completions"], CompletionRow]
    | tuple[Literal["attendance"], AttendanceRow]
    | tuple[Literal["exam_results"], ExamResultRow]
)
