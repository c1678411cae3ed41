"""What changes modules and sessions, and what records learning."""

from alur.learning.services.attendance import AttendanceRow, record_attendance
from alur.learning.services.completions import CompletionRow, record_completions
from alur.learning.services.modules import ModuleRow, put_modules
from alur.learning.services.sessions import SessionRow, put_sessions

__all__ = [
    "AttendanceRow",
    "CompletionRow",
    "ModuleRow",
    "SessionRow",
    "put_modules",
    "put_sessions",
    "record_attendance",
    "record_completions",
]
