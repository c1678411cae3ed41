"""What changes exams, and what records their results."""

from alur.assessment.services.exams import ExamRow, put_exams
from alur.assessment.services.results import ResultRow, record_results

__all__ = ["ExamRow", "ResultRow", "put_exams", "record_results"]
