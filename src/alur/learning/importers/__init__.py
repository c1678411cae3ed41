"""Files of modules, sessions and what was learnt in them."""

from alur.learning.importers.attendance import attendance
from alur.learning.importers.completions import completions
from alur.learning.importers.modules import modules
from alur.learning.importers.sessions import sessions

__all__ = ["attendance", "completions", "modules", "sessions"]
