"""`/xapi/statements` (xAPI 1.0.3, Communication 2.1; 2.0, 4.1.6.1)."""

from collections.abc import Mapping
from dataclasses import replace
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from alur.base.access.rules import Actor
from alur.base.lib.clock import from_micros
from alur.base.lib.problems import Problem
from alur.records import schemas, services
from alur.records.api.door import body_of, caller, resource
from alur.records.queries.pages import Page, page
from alur.records.queries.statements import Stored, head_rid, statement_by_id, voided_statement_by_id
from alur.records.rules.cursor import Cursor, opened, sealed
from alur.records.rules.formats import canonical, ids_only, languages
from alur.records.rules.prepare import drafts, restored
from alur.records.rules.reading import read_json
from alur.records.rules.validation import Version
from alur.records.rules.validation.attachments import require_file_urls
from alur.records.rules.validation.faults import fault

READ, WRITE = "xapi:read", "xapi:write"
HOME_PAGE = "urn:alur:credential"


def post(request: HttpRequest, version: Version) -> HttpResponse:
    """Store one statement or several, whole or not at all, and answer their ids in order."""
    actor = caller(request, WRITE)
    schemas.require_known(schemas.single_values(request.GET), {})
    sent = read_json(body_of(request))
    ids = store(sent if isinstance(sent, list) else [sent], actor, version)
    return as_json([str(id) for id in ids])


def put(request: HttpRequest, version: Version) -> HttpResponse:
    """Store one statement under the id that the parameter `statementId` gives."""
    actor = caller(request, WRITE)
    id = put_id(schemas.single_values(request.GET))
    sent = read_json(body_of(request))
    if isinstance(sent, dict) and str(sent.setdefault("id", str(id))).lower() != str(id):
        raise fault("id", f"The statement has another id than the parameter statementId, {id}.", "Give the same id.")
    store([sent], actor, version)
    return HttpResponse(status=204)


def put_id(parameters: Mapping[str, str]) -> UUID:
    schemas.require_known(parameters, {"statementId": None})
    if "statementId" not in parameters:
        raise schemas.bad("statementId", "The parameter “statementId” is missing.", "Give it, or use POST.")
    return schemas.statement_id("statementId", parameters["statementId"])


def store(statements: list[Any], actor: Actor, version: Version) -> list[UUID]:
    ready = drafts(statements, authority=authority_of(actor), version=version)
    for place, statement in enumerate(statements):
        require_file_urls(statement, f"statements[{place}]")
    services.append(ready)
    return [draft.id for draft in ready]


def authority_of(actor: Actor) -> dict[str, object]:
    """Return the agent that vouches for what a credential sends."""
    return {"objectType": "Agent", "account": {"homePage": HOME_PAGE, "name": actor.name.partition(":")[2]}}


def get(request: HttpRequest, version: Version) -> HttpResponse:
    """Answer one statement by its id, or a page of those that match."""
    caller(request, READ)
    parameters = schemas.single_values(request.GET)
    after = until = None
    if "cursor" in parameters:
        schemas.require_known(parameters, {"cursor": None})
        cursor = opened(parameters["cursor"], key=settings.SECRET_KEY.encode())
        parameters, after, until = dict(cursor.filters), cursor.after, cursor.until
    wanted = schemas.wanted(parameters)
    accept_language = languages(request.headers.get("Accept-Language", ""))
    if isinstance(wanted, schemas.One):
        return one(wanted, version, accept_language)
    return many(wanted, after, until, version, accept_language)


def many(
    wanted: schemas.Many, after: int | None, until: int | None, version: Version, accept_language: list[str]
) -> HttpResponse:
    # What is stored while a list is read does not belong to it, or one that goes upwards would never end.
    until = head_rid() if until is None else until
    up_to = until if wanted.filters.up_to is None else min(until, wanted.filters.up_to)
    filters = replace(wanted.filters, up_to=up_to)
    found = page(filters, limit=wanted.limit, ascending=wanted.ascending, after=after)
    given = [shaped(stored, wanted.shape, version, accept_language) for stored in found.statements]
    return sent_as({"statements": given, "more": more(found, wanted, until)}, wanted.shape)


def one(wanted: schemas.One, version: Version, accept_language: list[str]) -> HttpResponse:
    stored = (voided_statement_by_id if wanted.is_voided else statement_by_id)(wanted.id)
    if stored is None:
        raise Problem(
            "xapi.no_statement",
            f"There is no {'voided ' if wanted.is_voided else ''}statement with the id {wanted.id}.",
            field="voidedStatementId" if wanted.is_voided else "statementId",
            mend="Check the id; a voided statement is found by voidedStatementId.",
            status=404,
        )
    response = sent_as(shaped(stored, wanted.shape, version, accept_language), wanted.shape)
    response.headers["Last-Modified"] = format_datetime(from_micros(stored.rid).replace(microsecond=0), usegmt=True)
    return response


def shaped(stored: Stored, shape: schemas.Shape, version: Version, accept_language: list[str]) -> dict[str, Any]:
    statement = restored(stored.body, rid=stored.rid, version=version)
    match shape.format:
        case "ids":
            return ids_only(statement)
        case "canonical":
            return canonical(statement, wanted=accept_language)
    return statement


def more(found: Page, wanted: schemas.Many, until: int) -> str:
    """Return the relative address of the rest of the list, "" when there is none."""
    if found.is_last:
        return ""
    cursor = Cursor(wanted.asked, after=found.statements[-1].rid, until=until)
    query = urlencode({"cursor": sealed(cursor, key=settings.SECRET_KEY.encode())})
    return f"{reverse('xapi_statements')}?{query}"


def sent_as(content: dict[str, Any], shape: schemas.Shape) -> HttpResponse:
    """Answer JSON; or multipart when attachments are asked for, though the store keeps none but by their fileUrl."""
    if not shape.with_attachments:
        return as_json(content)
    boundary = f"alur-{uuid4().hex}"
    head = f"--{boundary}\r\nContent-Type: application/json\r\n\r\n".encode()
    body = head + orjson.dumps(content) + f"\r\n--{boundary}--\r\n".encode()
    return HttpResponse(body, content_type=f"multipart/mixed; boundary={boundary}")


def as_json(content: object) -> HttpResponse:
    return HttpResponse(orjson.dumps(content), content_type="application/json")


view = resource({"GET": get, "POST": post, "PUT": put})
