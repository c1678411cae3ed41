"""What changes knowledge items."""

from alur.knowledge.services.items import ItemRow, put_items

__all__ = ["ItemRow", "put_items"]
