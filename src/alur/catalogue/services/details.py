"""What hangs 1:1 on activities, written for all kinds alike."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from alur.base.lib.importing.verdicts import KEEP, Change
from alur.catalogue.services.activities import BATCH_ROWS, Put

M = TypeVar("M", bound=models.Model)


def put_details(model: type[M], put: Mapping[str, Put], values: Mapping[str, Mapping[str, Any]]) -> dict[str, Change]:
    """Make or change the rows of model that hang on activities; return what became of each activity as a whole.

    values: by code, then by attribute; KEEP leaves what is stored.
    """
    stored = model._default_manager.in_bulk([each.activity.pk for each in put.values()])
    new: list[M] = []
    altered: list[M] = []
    changes = {code: each.change for code, each in put.items()}
    names = {name for each in values.values() for name in each}
    for code, wanted in values.items():
        activity = put[code].activity
        row = stored.get(activity.pk) or model(activity=activity)
        other = {name: value for name, value in wanted.items() if value is not KEEP and value != getattr(row, name)}
        for name, value in other.items():
            setattr(row, name, value)
        if activity.pk not in stored:
            new.append(row)
        elif other:
            altered.append(row)
            changes[code] = Change.UPDATED
    model._default_manager.bulk_create(new, batch_size=BATCH_ROWS)
    if altered:
        model._default_manager.bulk_update(altered, sorted(names), batch_size=BATCH_ROWS)
    return changes
