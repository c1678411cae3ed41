"""Statements for tests: a plain one, a full one, and changed copies."""

import copy
from typing import Any

ABSENT = object()
AUTHORITY = {"objectType": "Agent", "account": {"homePage": "urn:alur:credential", "name": "lms"}}
ID = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
REGISTRATION = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
SHA1 = "cd9b00a5611f94eaa7b1661edab976068e364975"
SHA2 = "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
SARI = {"objectType": "Agent", "name": "Sari", "account": {"homePage": "urn:alur:nip", "name": "199001012015012001"}}
BUDI = {"mbox": "mailto:budi@Example.go.id"}
ATTACHMENT = {
    "usageType": "http://example.com/attachment-usage/test",
    "display": {"en": "A file"},
    "contentType": "text/plain; charset=ascii",
    "length": 27,
    "sha2": SHA2,
    "fileUrl": "http://example.com/file.txt",
}


def plain(**more: Any) -> dict[str, Any]:
    """Return the smallest statement, with more properties or others."""
    return {
        "actor": {"mbox": "mailto:sari@example.go.id"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": "http://example.com/activity"},
        **more,
    }


def voiding(target: str, **more: Any) -> dict[str, Any]:
    """Return a statement that voids the one with the id target."""
    return plain(verb={"id": VOIDED}, object={"objectType": "StatementRef", "id": target}, **more)


def full() -> dict[str, Any]:
    """Return a statement that has nearly everything that a statement can have."""
    return {
        "id": ID,
        "actor": {"objectType": "Group", "name": "Team", "openid": "http://example.com/team", "member": [SARI, BUDI]},
        "verb": {
            "id": "http://adlnet.gov/expapi/verbs/completed",
            "display": {"en": "completed", "id": "menyelesaikan"},
        },
        "object": interaction(),
        "result": {
            "score": {"scaled": 0.8, "raw": 80, "min": 0, "max": 100},
            "success": True,
            "completion": True,
            "response": "a[,]b",
            "duration": "PT1H20M",
            "extensions": {"http://example.com/ext": {"anything": [None, 1.0, {"deeper": "yes"}]}},
        },
        "context": {
            "registration": REGISTRATION,
            "instructor": {"mbox_sha1sum": SHA1},
            "team": {"objectType": "Group", "member": [BUDI]},
            "contextActivities": {
                "parent": {"id": "http://example.com/course"},
                "category": [{"objectType": "Activity", "id": "http://example.com/category"}],
            },
            "revision": "2",
            "platform": "LMS",
            "language": "id-ID",
            "statement": {"objectType": "StatementRef", "id": ID},
            "extensions": {},
        },
        "timestamp": "2022-03-01T08:00:00.123+07:00",
        "attachments": [ATTACHMENT],
    }


def interaction() -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": "http://example.com/question",
        "definition": {
            "name": {"id": "Soal", "en": "Question"},
            "description": {"id": "Pilih satu"},
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "moreInfo": "http://example.com/more",
            "interactionType": "choice",
            "correctResponsesPattern": ["a"],
            "choices": [{"id": "a", "description": {"id": "Ya"}}, {"id": "b"}],
            "extensions": {"http://example.com/ext": None},
        },
    }


def with_sub_statement() -> dict[str, Any]:
    """Return a statement about a statement."""
    inner = {
        **plain(timestamp="2022-03-01T08:00:00Z"),
        "objectType": "SubStatement",
        "context": {"team": {"objectType": "Group", "member": [BUDI]}},
    }
    return plain(object=inner)


def changed(statement: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return a copy in which the value at path (`actor.member.0.mbox`) is another, or none when ABSENT."""
    result = copy.deepcopy(statement)
    *above, last = path.split(".")
    target: Any = result
    for step in above:
        target = target[int(step) if isinstance(target, list) else step]
    if value is ABSENT:
        del target[last]
    elif isinstance(target, list):
        target[int(last)] = value
    else:
        target[last] = value
    return result
