"""Stored statements as people may read them."""

from uuid import UUID

import orjson

from alur.records.models import Statement, StatementKey
from alur.records.rules.prepare import restored


def statement_text(id: UUID) -> str | None:
    """Return a stored statement, voided or not, as indented JSON; None when there is none with this id."""
    rid = StatementKey.objects.filter(pk=id).values_list("rid", flat=True).first()
    body = None if rid is None else Statement.objects.filter(rid=rid).values_list("body", flat=True).first()
    if rid is None or body is None:
        return None
    return orjson.dumps(restored(body, rid=rid, version="1.0.3"), option=orjson.OPT_INDENT_2).decode()
