"""What the store does: append, stamp, fold."""

from alur.records.services.appending import Fate, Outcome, append, append_drafts, append_each, append_statements
from alur.records.services.fates import verdict_of
from alur.records.services.stamping import stamp

__all__ = ["Fate", "Outcome", "append", "append_drafts", "append_each", "append_statements", "stamp", "verdict_of"]
