"""What changes knowledge items, what is said of them and what is asked."""

from alur.knowledge.services.items import ItemRow, put_items

__all__ = ["ItemRow", "put_items"]
