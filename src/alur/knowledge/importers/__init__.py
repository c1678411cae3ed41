"""Files and folders of knowledge items."""

from alur.knowledge.importers.rows import knowledge

__all__ = ["knowledge"]
