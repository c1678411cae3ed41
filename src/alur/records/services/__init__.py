"""What the store does: append, stamp, fold."""

from alur.records.services.appending import Outcome, append, append_drafts, append_statements
from alur.records.services.stamping import stamp

__all__ = ["Outcome", "append", "append_drafts", "append_statements", "stamp"]
