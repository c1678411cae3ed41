"""Files of modules, sessions and what was learnt in them."""

from alur.learning.importers.completions import completions
from alur.learning.importers.modules import modules

__all__ = ["completions", "modules"]
