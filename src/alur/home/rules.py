"""Which kinds of row there are, and who may take them in. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of row. importer: dotted name of what makes it; action: that lets one take it in.

    is_by_unit: whether who holds the action in a unit may take in what is that unit's.
    """

    name: str
    importer: str
    action: str
    is_by_unit: bool = False


ALL = [
    ImportKind("units", "alur.people.importers.units", "people.import"),
    ImportKind("employees", "alur.people.importers.employees", "people.import"),
    ImportKind("modules", "alur.learning.importers.modules", "catalogue.manage"),
    ImportKind("sessions", "alur.learning.importers.sessions", "catalogue.manage"),
    ImportKind("exams", "alur.assessment.importers.exams", "catalogue.manage"),
    ImportKind("completions", "alur.learning.importers.completions", "records.import", is_by_unit=True),
    ImportKind("attendance", "alur.learning.importers.attendance", "records.import", is_by_unit=True),
    ImportKind("exam_results", "alur.assessment.importers.exam_results", "records.import", is_by_unit=True),
    ImportKind("evaluations", "alur.evaluation.importers.evaluations", "records.import", is_by_unit=True),
    ImportKind("knowledge", "alur.knowledge.importers.knowledge", "knowledge.curate"),
]
KINDS = {kind.name: kind for kind in ALL}
ENDINGS = (".csv", ".xlsx", ".jsonl")
