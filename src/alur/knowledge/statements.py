"""The records that knowledge writes and reads."""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from alur.catalogue.statements import iri, named
from alur.people.statements import actor, agent
from alur.records.rules.draft import Draft
from alur.records.rules.own import VERSION, json_text, own_draft, utc_text

EXPERIENCED = "http://adlnet.gov/expapi/verbs/experienced"
CONTENT = "urn:alur:ext:content-version"
EXPERIENCED_VERB = {"id": EXPERIENCED, "display": {"en": "experienced", "id": "mempelajari"}}
EXPERIENCED_TEXT = json_text(EXPERIENCED_VERB)


def read_id(*, nip: str, item_code: str, version: int) -> UUID:
    """Return the id of the record that an employee read a version of an item: there is one, however often she does."""
    return uuid5(NAMESPACE_URL, f"{iri('knowledge', item_code)}/{version}/{nip}")


def item_read(*, record_id: UUID, nip: str, item_code: str, version: int, at: datetime) -> dict[str, Any]:
    """Return the statement that an employee read an item. version: number of its text."""
    return {
        "id": str(record_id),
        "actor": actor(nip),
        "verb": EXPERIENCED_VERB,
        "object": {"objectType": "Activity", "id": iri("knowledge", item_code)},
        "context": {"extensions": {CONTENT: version}},
        "timestamp": utc_text(at),
        "version": VERSION,
    }


def item_read_draft(*, record_id: UUID, nip: str, item_code: str, version: int, at: datetime) -> Draft:
    """Return the draft of what `item_read` says, quicker than by way of the general rules."""
    who, activity, timestamp = agent(nip), named("knowledge", item_code), utc_text(at)
    context = f'{{"extensions":{{"{CONTENT}":{version}}}}}'
    body = (
        f'{{"id":"{record_id}","actor":{who.text},"verb":{EXPERIENCED_TEXT},'
        f'"object":{activity.text},"context":{context},"timestamp":"{timestamp}"'
    )
    canonical = (
        f'{{"actor":{who.canonical},"context":{context},"object":{activity.canonical},'
        f'"timestamp":"{timestamp}","verb":{{"id":"{EXPERIENCED}"}}}}'
    )
    return own_draft(record_id, verb=EXPERIENCED, actor=who.key, activity=activity.iri, body=body, canonical=canonical)
