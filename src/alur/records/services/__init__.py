"""What the store does: append, stamp, fold."""

from alur.records.services.appending import Fate, Outcome, append, append_drafts, append_each, append_statements
from alur.records.services.rows import append_rows
from alur.records.services.stamping import in_line, stamp

__all__ = [
    "Fate",
    "Outcome",
    "append",
    "append_drafts",
    "append_each",
    "append_rows",
    "append_statements",
    "in_line",
    "stamp",
]
