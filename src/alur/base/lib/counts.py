"""Counts in the texts of messages. Templates have the filter `number`."""

from django.utils.formats import number_format


def written(count: int) -> str:
    """Return a count as the language of the screen writes it: `1.234` in Indonesian, `1,234` in English."""
    return str(number_format(count, force_grouping=True))
