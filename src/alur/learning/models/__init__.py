"""IDEAS: modules and sessions (content), and what follows from the records about them (projections)."""

from alur.learning.models.assignments import Assignment, Source
from alur.learning.models.drafts import OPEN_STATES, Draft, DraftCopy, DraftState
from alur.learning.models.learnt import Answered, Attendance, Completion, ScreenRead
from alur.learning.models.modules import Module, ModuleContent, ModuleKind, Note
from alur.learning.models.opinions import MistakeReport, Rating, ReportState
from alur.learning.models.sessions import (
    AttendanceFile,
    CalendarFeed,
    OpenPresence,
    Registration,
    RegistrationState,
    Session,
    SessionFile,
    SessionKind,
    SessionTime,
    Way,
)

__all__ = [
    "OPEN_STATES",
    "Answered",
    "Assignment",
    "Attendance",
    "AttendanceFile",
    "CalendarFeed",
    "Completion",
    "Draft",
    "DraftCopy",
    "DraftState",
    "MistakeReport",
    "Module",
    "ModuleContent",
    "ModuleKind",
    "Note",
    "OpenPresence",
    "Rating",
    "Registration",
    "RegistrationState",
    "ReportState",
    "ScreenRead",
    "Session",
    "SessionFile",
    "SessionKind",
    "SessionTime",
    "Source",
    "Way",
]
