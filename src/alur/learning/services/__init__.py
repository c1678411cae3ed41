"""What changes modules and sessions, and what records learning."""

from alur.learning.services.attendance import record_attendance
from alur.learning.services.completions import record_completions
from alur.learning.services.modules import ModuleRow, put_modules
from alur.learning.services.recording import LearntRow
from alur.learning.services.sessions import SessionRow, put_sessions

__all__ = [
    "LearntRow",
    "ModuleRow",
    "SessionRow",
    "put_modules",
    "put_sessions",
    "record_attendance",
    "record_completions",
]
