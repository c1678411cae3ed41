"""The parameters of `GET statements` (xAPI 1.0.3, Communication 2.1.3; 2.0, 4.1.6.1), read strictly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from django.http import QueryDict

from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.records.queries.statements import Filters
from alur.records.rules import moments
from alur.records.rules.identity import actor_key
from alur.records.rules.reading import read_json
from alur.records.rules.validation.actors import actor as check_actor
from alur.records.rules.validation.actors import identifiers
from alur.records.rules.validation.primitives import iri as check_iri
from alur.records.rules.validation.primitives import iso_8601 as check_timestamp
from alur.records.rules.validation.primitives import uuid as check_uuid

CODE = "xapi.bad_parameter"
MOST_DIGITS = 9
AGENT_EXAMPLE = '{"mbox":"mailto:sari@example.go.id"}'
Format: TypeAlias = Literal["exact", "ids", "canonical"]
FORMATS: tuple[Format, ...] = ("exact", "ids", "canonical")
BY_ID = ("statementId", "voidedStatementId")
WITH_ID = frozenset({"format", "attachments"})


@dataclass(frozen=True, slots=True)
class Shape:
    """How statements are given back."""

    format: Format = "exact"
    with_attachments: bool = False


@dataclass(frozen=True, slots=True)
class One:
    """One statement is wanted."""

    id: UUID
    is_voided: bool
    shape: Shape


@dataclass(frozen=True, slots=True)
class Many:
    """A list is wanted. limit: at most so many, 0 for as many as the store gives; asked: the parameters as sent."""

    filters: Filters
    limit: int
    ascending: bool
    shape: Shape
    asked: Mapping[str, str]


def wanted(parameters: Mapping[str, str]) -> One | Many:
    """Return what is asked for. Raises the Problem `xapi.bad_parameter` with the parameter as its field."""
    require_known(parameters, READERS)
    values = {name: READERS[name](name, text) for name, text in parameters.items()}
    shape = Shape(values.pop("format", "exact"), values.pop("attachments", False))
    if named := [name for name in BY_ID if name in values]:
        require_alone(parameters, named[0])
        return One(values[named[0]], named[0] == "voidedStatementId", shape)
    return Many(filters(values), values.get("limit", 0), values.get("ascending", False), shape, parameters)


def filters(values: Mapping[str, Any]) -> Filters:
    """Return the filters among parameters that are read. Stored at `since` is too early, at `until` in time."""
    return Filters(
        actor=values.get("agent"),
        any_actor_role=values.get("related_agents", False),
        activity=values.get("activity"),
        any_activity_role=values.get("related_activities", False),
        verb=values.get("verb"),
        registration=values.get("registration"),
        above=clock.to_micros(values["since"]) if "since" in values else 0,
        up_to=clock.to_micros(values["until"]) if "until" in values else None,
    )


def single_values(query: QueryDict) -> dict[str, str]:
    """Return the parameters of a query. Raises the Problem when one of them stands twice."""
    for name, values in query.lists():
        if len(values) > 1:
            raise bad(name, f"The parameter “{name[:80]}” is given {len(values)} times.", "Give it once.")
    return {name: values[0] for name, values in query.lists()}


def require_known(parameters: Mapping[str, str], known: Mapping[str, Any]) -> None:
    """Raise the Problem when there is a parameter that is not known here, in this spelling."""
    for name in parameters:
        if name not in known:
            near = [other for other in known if other.lower() == name.lower()]
            mend = f"Write it “{near[0]}”." if near else f"Known are: {', '.join(known) or 'none'}."
            raise bad(name, f"There is no parameter “{name[:80]}” here.", mend)


def require_alone(parameters: Mapping[str, str], name: str) -> None:
    others = [other for other in parameters if other != name and other not in WITH_ID]
    if others:
        raise bad(others[0], f"“{others[0]}” cannot be given together with “{name}”.", "Leave out one of the two.")


def bad(name: str, message: str, mend: str) -> Problem:
    return Problem(CODE, message, field=name[:80], mend=mend)


def checked(check: Callable[[Any, str], None], name: str, value: Any) -> None:
    try:
        check(value, name)
    except Problem as problem:
        raise bad(problem.field, problem.message, problem.mend) from None


def statement_id(name: str, text: str) -> UUID:
    """Return the id that a parameter gives."""
    checked(check_uuid, name, text)
    return UUID(text)


def iri(name: str, text: str) -> str:
    checked(check_iri, name, text)
    return text


def moment(name: str, text: str) -> datetime:
    checked(check_timestamp, name, text)
    return moments.moment(text)


def boolean(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise bad(name, f"“{text[:80]}” is neither true nor false.", "Write true or false.")
    return text == "true"


def whole_number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise bad(name, f"“{text[:80]}” is not a whole number of 0 or more.", "Give such a number.")
    return int(text)


def format_name(name: str, text: str) -> Format:
    for known in FORMATS:
        if text == known:
            return known
    raise bad(name, f"There is no format “{text[:80]}”.", f"Write {' or '.join(FORMATS)}.")


def agent_key(name: str, text: str) -> str:
    try:
        agent = read_json(text.encode())
    except (Problem, UnicodeEncodeError):
        raise bad(name, "This is not the JSON of an agent.", f"Give such as {AGENT_EXAMPLE}.") from None
    checked(check_actor, name, agent)
    if not identifiers(agent):
        raise bad(name, "This group has no identifier.", "Give an agent or a group with an identifier.")
    return actor_key(agent)


READERS: dict[str, Callable[[str, str], Any]] = {
    "statementId": statement_id,
    "voidedStatementId": statement_id,
    "agent": agent_key,
    "verb": iri,
    "activity": iri,
    "registration": statement_id,
    "related_activities": boolean,
    "related_agents": boolean,
    "since": moment,
    "until": moment,
    "limit": whole_number,
    "format": format_name,
    "attachments": boolean,
    "ascending": boolean,
}
