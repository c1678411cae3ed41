"""Files of exams and their results."""

from alur.assessment.importers.exams import exams
from alur.assessment.importers.results import exam_results

__all__ = ["exam_results", "exams"]
