"""What follows from the records of learning: completions and presence."""

from alur.learning.models import Attendance, Completion
from alur.learning.projections.modules import Modules
from alur.learning.projections.sessions import Sessions
from alur.records.projections.registry import Batch


class Completions:
    """Folds finished modules and presence in sessions into completions."""

    name = "learning.completions"
    version = 1
    tables = (Completion, Attendance)

    def __init__(self) -> None:
        self.modules = Modules()
        self.sessions = Sessions()

    def fold(self, batch: Batch) -> None:
        """Take in the batch."""
        for records, voiding in batch.parts():
            batch.emit(self.modules.add(records))
            batch.emit(self.sessions.add(records))
            if voiding is not None:
                batch.emit(self.modules.void(voiding))
                batch.emit(self.sessions.void(voiding))
