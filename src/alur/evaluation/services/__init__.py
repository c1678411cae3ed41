"""What takes evaluations in."""

from alur.evaluation.services.responses import ResponseRow, put_responses

__all__ = ["ResponseRow", "put_responses"]
