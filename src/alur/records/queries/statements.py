"""Finds statements by id and by the filters of the standard, in store order, each filter by one index range."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, models

from alur.records.models import ActivityKey, ActorKey, Head, Statement, StatementKey, VerbKey, Voiding
from alur.records.rules.draft import VOIDED
from alur.records.rules.links import DIRECT_ACTIVITY, DIRECT_ACTOR
from alur.records.rules.prepare import restored

ALL_ROLES = -1


@dataclass(frozen=True, slots=True)
class Stored:
    """A statement as it lies in the store. rid: its place in store order; body: JSON without `stored`."""

    rid: int
    body: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list holds. actor: canonical key; activity, verb: IRIs; above: rids greater; up_to: rids at most.

    any_actor_role, any_activity_role: also where the statement names it otherwise than as its own actor or object.
    """

    actor: str | None = None
    any_actor_role: bool = False
    activity: str | None = None
    any_activity_role: bool = False
    verb: str | None = None
    registration: UUID | None = None
    above: int = 0
    up_to: int | None = None


def head_rid() -> int:
    """Return the highest rid that anything stored can have: all up to it is visible."""
    return Head.objects.values_list("rid", flat=True).get(id=1)


def statement_by_id(id: UUID) -> Stored | None:
    """Return a statement that is not voided, None when there is none."""
    return None if is_voided(id) else stored_by_id(id)


def voided_statement_by_id(id: UUID) -> Stored | None:
    """Return a voided statement, None when there is none."""
    return stored_by_id(id) if is_voided(id) else None


def is_voided(id: UUID) -> bool:
    """Tell whether a statement is voided, also if it is yet to come. One that voids another cannot be (Data 2.3.2)."""
    return Voiding.objects.filter(target_id=id).exists() and not voids(id)


def voids(id: UUID) -> bool:
    rid = StatementKey.objects.filter(pk=id).values("rid")
    return Statement.objects.filter(rid__in=rid, verb__iri=VOIDED).exists()


def stored_by_id(id: UUID) -> Stored | None:
    rid = StatementKey.objects.filter(pk=id).values_list("rid", flat=True).first()
    if rid is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT rid, body FROM records_statement WHERE rid = %s", [rid])
        return Stored(*cursor.fetchone())


def statement_text(id: UUID) -> str | None:
    """Return a stored statement, voided or not, as indented JSON for people."""
    found = stored_by_id(id)
    if found is None:
        return None
    return orjson.dumps(restored(found.body, rid=found.rid, version="1.0.3"), option=orjson.OPT_INDENT_2).decode()


def statements(filters: Filters, *, limit: int, ascending: bool = False) -> list[Stored]:
    """Return at most limit statements that are not voided, newest first unless ascending."""
    plan = Plan()
    if not plan.take(filters):
        return []
    order = "ASC" if ascending else "DESC"
    sql = f"""
        SELECT s.rid, s.body FROM {plan.tables} WHERE {" AND ".join(plan.conditions)}
        AND (NOT EXISTS (SELECT 1 FROM records_voiding v WHERE v.target_id = s.id)
            OR s.verb_id = (SELECT id FROM records_verbkey WHERE iri = %s))
        ORDER BY {plan.lead}.rid {order} LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [*plan.parameters, VOIDED, limit])
        return [Stored(*row) for row in cursor.fetchall()]


class Plan:
    """FROM and WHERE of a list. lead: the table whose index gives the order, the one with the narrowest range."""

    def __init__(self) -> None:
        self.tables = "records_statement s"
        self.lead = "s"
        self.conditions: list[str] = []
        self.parameters: list[Any] = []

    def take(self, filters: Filters) -> bool:
        """Take filters in; False when they name what the store has never seen, so that nothing can match."""
        activity_roles = ALL_ROLES if filters.any_activity_role else int(DIRECT_ACTIVITY)
        actor_roles = ALL_ROLES if filters.any_actor_role else int(DIRECT_ACTOR)
        activity, actor = key_of(ActivityKey, "iri", filters.activity), key_of(ActorKey, "key", filters.actor)
        if (filters.activity and activity is None) or (filters.actor and actor is None):
            return False
        if activity is not None:
            self._link("records_activitylink o", "activity_id", activity, activity_roles)
        if actor is not None:
            self._link("records_actorlink a", "actor_id", actor, actor_roles)
        if filters.registration:
            native = connection.vendor == "postgresql"
            self._where("s.registration = %s", filters.registration if native else filters.registration.hex)
        self._where(f"{self.lead}.rid > %s", filters.above)
        if filters.up_to is not None:
            self._where(f"{self.lead}.rid <= %s", filters.up_to)
        return self._verb(filters.verb)

    def _link(self, table: str, column: str, number: int, roles: int) -> None:
        name = table[-1]
        # CROSS JOIN keeps SQLite to this order: the links first, by range and by key, then their statement by key.
        self.tables = f"{table} CROSS JOIN {self.tables}"
        self._where(f"{name}.{column} = %s", number)
        self._where(f"({name}.roles & %s) <> 0", roles)
        self.conditions.append(f"{self.lead}.rid = {name}.rid")
        self.lead = name

    def _verb(self, iri: str | None) -> bool:
        if iri is None:
            return True
        number = key_of(VerbKey, "iri", iri)
        self._where("s.verb_id = %s", number)
        return number is not None

    def _where(self, condition: str, parameter: Any) -> None:
        self.conditions.append(condition)
        self.parameters.append(parameter)


def key_of(model: type[models.Model], column: str, text: str | None) -> int | None:
    """Return the number of a text in a dictionary table, None when it is not there."""
    if text is None:
        return None
    return model._default_manager.filter(**{column: text}).values_list("pk", flat=True).first()
