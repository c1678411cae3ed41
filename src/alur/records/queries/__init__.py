"""What is asked of the store."""

from alur.records.queries.statements import Filters, Page, Stored, consistent_through, page, statement, voided_statement

__all__ = ["Filters", "Page", "Stored", "consistent_through", "page", "statement", "voided_statement"]
