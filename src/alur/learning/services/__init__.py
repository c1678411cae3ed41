"""What changes modules and sessions, and what records learning."""

from alur.learning.services.completions import CompletionRow, record_completions
from alur.learning.services.modules import ModuleRow, put_modules

__all__ = ["CompletionRow", "ModuleRow", "put_modules", "record_completions"]
