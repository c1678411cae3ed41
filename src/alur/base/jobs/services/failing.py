"""Keeps the failures that somebody should see, and what can be done about them."""

import json
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from alur.base.jobs.models import Failure
from alur.base.jobs.rules import Call, Id
from alur.base.jobs.services import queueing
from alur.base.lib import clock, logs
from alur.base.lib.problems import Problem


def note(call: Call, error: BaseException) -> None:
    """Keep that a call failed for good."""
    told = {"error": logs.describe(error), "at": clock.now()}
    with transaction.atomic():
        known = Failure.objects.filter(name=call.name, ids_key=key(call.ids))
        if not known.update(attempts=F("attempts") + call.attempt, **told):
            Failure.objects.create(
                name=call.name, ids=dict(call.ids), ids_key=key(call.ids), attempts=call.attempt, **told
            )


def clear(call: Call) -> None:
    """Forget that the same call failed before."""
    Failure.objects.filter(name=call.name, ids_key=key(call.ids)).delete()


def retry(number: int) -> None:
    """Ask for a failed job again; its failure stays until it succeeds. Raises Problem when there is no such failure."""
    failure = find(number)
    queueing.put(Call(failure.name, failure.ids), at=timezone.now())


def forget(number: int) -> None:
    """Let a failure be. Raises Problem when there is none of that number."""
    find(number).delete()


def find(number: int) -> Failure:
    failure = Failure.objects.filter(pk=number).first()
    if failure is None:
        raise Problem(
            "jobs.no_failure", f"There is no failed job {number}.", mend="See them with: alur jobs list", status=404
        )
    return failure


def key(ids: Mapping[str, Id]) -> str:
    return json.dumps(dict(ids), sort_keys=True)
