"""Stored statements as people may read them."""

from typing import Any
from uuid import UUID

import orjson

from alur.records.models import Statement, StatementKey
from alur.records.rules.prepare import restored


def statement_text(id: UUID) -> str | None:
    """Return a stored statement, voided or not, as indented JSON; None when there is none with this id."""
    rid = StatementKey.objects.filter(pk=id).values_list("rid", flat=True).first()
    statement = None if rid is None else statement_at(rid)
    return None if statement is None else orjson.dumps(statement, option=orjson.OPT_INDENT_2).decode()


def statement_at(rid: int) -> dict[str, Any] | None:
    """Return the statement stored at a place in the order, voided or not; None when there is none."""
    body = Statement.objects.filter(rid=rid).values_list("body", flat=True).first()
    return None if body is None else restored(body, rid=rid, version="1.0.3")
