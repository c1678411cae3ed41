"""What somebody has read herself. Nobody is asked this of others."""

from datetime import datetime

from alur.knowledge.models import Item, Reading
from alur.people.models import Employee
from alur.records.rules.standing import Standing


def own_reading(item: Item, reader: Employee) -> datetime | None:
    """Return when the reader last read an item, None when she has not. One query."""
    rows = Reading.objects.filter(employee_id=reader.pk, activity_id=item.pk).exclude(standing=Standing.VOIDED)
    return rows.order_by("-at").values_list("at", flat=True).first()
