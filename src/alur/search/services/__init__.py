"""What changes the index: documents that come, change and go."""

from alur.search.services.indexing import Pushed, put, remove

__all__ = ["Pushed", "put", "remove"]
