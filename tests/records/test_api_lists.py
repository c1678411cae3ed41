"""Lists of statements: what matches, in store order, a page at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from pytest_django import DjangoAssertNumQueries

from alur.base.lib import clock
from alur.records.queries import pages
from tests.records.lrs import Lrs, address, read, refusal
from tests.records.samples import BUDI, ID, REGISTRATION, SARI, SHA1, full, plain, voiding, with_sub_statement

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ATTEMPTED = "http://adlnet.gov/expapi/verbs/attempted"
TEAM = {"objectType": "Group", "mbox": "mailto:team@example.go.id", "member": [SARI]}
COURSE = "http://example.com/course"
AGENTS_2_0 = [{"objectType": "contextAgent", "agent": {"openid": "http://example.com/ani"}}]

# One statement a minute from noon on, named by what is special in it.
CAST: dict[str, dict[str, Any]] = {
    "plain": plain(),
    "verb": plain(verb={"id": ATTEMPTED}),
    "sari": plain(actor=SARI, object={"id": "http://example.com/a"}),
    "sari as object": plain(object={**SARI, "name": "Another name"}),
    "sari in team": plain(actor=TEAM),
    "sari instructs": plain(context={"instructor": SARI, "registration": REGISTRATION}),
    "full": {key: value for key, value in full().items() if key != "id"},
    "sub": plain(object={**with_sub_statement()["object"], "actor": SARI, "object": {"id": COURSE}}),
    "other": plain(context={"contextActivities": {"other": [{"id": COURSE}]}}, actor={"mbox_sha1sum": SHA1}),
}


@pytest.fixture
def cast(lrs: Lrs, lrs_2_0: Lrs) -> dict[str, str]:
    """The statements of CAST, and one of 2.0, by their ids."""
    names = {}
    for minute, (name, statement) in enumerate(CAST.items()):
        with clock.frozen_at(NOON + timedelta(minutes=minute)):
            names[lrs.store(statement)[0]] = name
    with clock.frozen_at(NOON + timedelta(minutes=len(CAST))):
        names[lrs_2_0.store(plain(context={"contextAgents": AGENTS_2_0}))[0]] = "agents"
    return names


def json(value: Any) -> str:
    return orjson.dumps(value).decode()


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({"verb": ATTEMPTED}, ["verb"]),
        ({"verb": "http://example.com/never"}, []),
        ({"agent": json(SARI)}, ["full", "sari in team", "sari as object", "sari"]),
        (
            {"agent": json(SARI), "related_agents": "true"},
            ["sub", "full", "sari instructs", "sari in team", "sari as object", "sari"],
        ),
        (
            {"agent": json({**SARI, "name": "Whoever"}), "related_agents": "false", "limit": "2"},
            ["full", "sari in team", "sari as object", "sari"],
        ),
        ({"agent": json({"mbox": "mailto:team@EXAMPLE.go.id", "objectType": "Group"})}, ["sari in team"]),
        ({"agent": json({"mbox_sha1sum": SHA1.upper()})}, ["other"]),
        ({"agent": json({"mbox_sha1sum": SHA1}), "related_agents": "true"}, ["other", "full"]),
        ({"agent": json(BUDI)}, ["full"]),
        ({"agent": json(AGENTS_2_0[0]["agent"])}, []),
        ({"agent": json(AGENTS_2_0[0]["agent"]), "related_agents": "true"}, ["agents"]),
        ({"agent": json({"mbox": "mailto:nobody@example.go.id"})}, []),
        ({"activity": "http://example.com/a"}, ["sari"]),
        ({"activity": COURSE}, []),
        ({"activity": COURSE, "related_activities": "true"}, ["other", "sub", "full"]),
        ({"registration": REGISTRATION}, ["full", "sari instructs"]),
        ({"registration": REGISTRATION.upper(), "agent": json(BUDI)}, ["full"]),
        ({"registration": ID}, []),
        ({"agent": json(SARI), "activity": "http://example.com/a", "verb": plain()["verb"]["id"]}, ["sari"]),
        ({"agent": json(SARI), "activity": "http://example.com/a", "verb": ATTEMPTED}, []),
        (
            {"agent": json(SARI), "related_agents": "true", "activity": COURSE, "related_activities": "true"},
            ["sub", "full"],
        ),
        ({"since": "2026-03-01T12:08:00Z"}, ["agents"]),
        ({"since": "2026-03-01T19:07:59.999999+07:00"}, ["agents", "other"]),
        ({"until": "2026-03-01T12:01:00Z"}, ["verb", "plain"]),
        ({"until": "2026-03-01T12:00:59.999999Z"}, ["plain"]),
        ({"since": "2026-03-01T12:00:00Z", "until": "2026-03-01T12:02:00Z", "ascending": "true"}, ["verb", "sari"]),
        ({"since": "2026-03-01T13:00:00Z"}, []),
        (
            {"agent": json(SARI), "ascending": "true", "since": "2026-03-01T12:02:00Z"},
            ["sari as object", "sari in team", "full"],
        ),
        ({}, ["agents", *reversed(CAST)]),
        ({"ascending": "false", "limit": "3"}, ["agents", *reversed(CAST)]),
        ({"ascending": "true", "limit": "4"}, [*CAST, "agents"]),
        ({"limit": "0"}, ["agents", *reversed(CAST)]),
    ],
    ids=lambda value: "&".join(value)[:60] if isinstance(value, dict) else "",
)
def test_what_matches_is_listed_in_store_order(
    lrs: Lrs, cast: dict[str, str], parameters: dict[str, str], names: list[str]
) -> None:
    assert [cast[id] for id in lrs.ids(**parameters)] == names


def test_an_authority_is_related(lrs: Lrs, cast: dict[str, str]) -> None:
    assert lrs.ids(agent=json(lrs.authority)) == []
    assert len(lrs.ids(agent=json(lrs.authority), related_agents="true")) == len(cast)


@pytest.mark.parametrize("ascending", ["true", "false"])
def test_pages_lose_and_repeat_nothing_while_others_write(lrs: Lrs, ascending: str) -> None:
    sent = lrs.store(*[plain() for _ in range(10)])
    response, found = lrs.get(limit="3", ascending=ascending), []
    while True:
        page = read(response)
        found += [statement["id"] for statement in page["statements"]]
        assert len(page["statements"]) == (3 if page["more"] else 1)
        if not page["more"]:
            break
        lrs.store(plain())
        response = lrs.call("GET", page["more"])

    assert found == (sent if ascending == "true" else sent[::-1])


def test_a_full_last_page_has_no_more(lrs: Lrs) -> None:
    lrs.store(plain(), plain())

    assert read(lrs.get(limit="2"))["more"] == ""


def test_a_page_ends_at_the_most_that_the_store_gives(lrs: Lrs) -> None:
    lrs.store(*[plain() for _ in range(pages.MOST_STATEMENTS + 1)])

    for limit in ("0", str(pages.MOST_STATEMENTS + 1), "999999999"):
        page = read(lrs.get(limit=limit))
        assert (len(page["statements"]), page["more"] != "") == (pages.MOST_STATEMENTS, True)


def test_a_page_of_large_statements_ends_early_and_goes_on(lrs: Lrs) -> None:
    large = [plain(result={"response": "x" * 900_000}) for _ in range(10)]
    sent = [id for statement in large for id in lrs.store(statement)]
    first = lrs.get()

    assert (len(read(first)["statements"]), len(first.content) < pages.MOST_BYTES + 10_000) == (8, True)
    assert lrs.ids() == sent[::-1]


def test_more_keeps_what_was_asked_for(lrs: Lrs) -> None:
    lrs.store(plain(), plain(verb={"id": ATTEMPTED, "display": {"en": "tried"}}), plain(), plain())
    page = read(lrs.get(limit="1", verb=plain()["verb"]["id"], format="ids", ascending="true"))
    second = read(lrs.call("GET", page["more"]))

    assert page["more"].startswith("/xapi/statements?cursor=")
    assert [statement["verb"] for statement in second["statements"]] == [plain()["verb"]]
    assert second["more"] != page["more"]


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("cursor=x", "xapi.bad_cursor", "cursor"),
        ("cursor=", "xapi.bad_cursor", "cursor"),
        ("cursor={}AAAA", "xapi.bad_cursor", "cursor"),
        ("cursor={}&limit=1", "xapi.bad_parameter", "limit"),
    ],
)
def test_more_cannot_be_changed(lrs: Lrs, query: str, code: str, field: str) -> None:
    lrs.store(plain(), plain())
    cursor = read(lrs.get(limit="1"))["more"].partition("=")[2]
    response = lrs.call("GET", f"/xapi/statements?{query.format(cursor)}")

    assert refusal(response) == (400, code, field)


def test_a_voided_statement_leaves_the_lists(lrs: Lrs) -> None:
    lrs.store(plain(id=ID), plain(actor=SARI))
    (voids,) = lrs.store(voiding(ID))

    assert lrs.ids(verb=plain()["verb"]["id"], agent=json(plain()["actor"])) == []
    assert lrs.ids(agent=json(plain()["actor"])) == [voids]


def test_formats(lrs: Lrs) -> None:
    lrs.store(full())

    def given(**more: str) -> dict[str, Any]:
        response = lrs.call("GET", address(more), Accept_Language="id")
        (statement,) = read(response)["statements"]
        assert isinstance(statement, dict)
        return statement

    assert given()["verb"] == given(format="exact")["verb"] == full()["verb"]
    assert given(format="ids")["object"] == {"id": "http://example.com/question"}
    assert given(format="canonical")["verb"]["display"] == {"id": "menyelesaikan"}
    assert read(lrs.get(statementId=ID, format="ids"))["object"] == {"id": "http://example.com/question"}


@pytest.mark.parametrize("parameters", [{"attachments": "true"}, {"attachments": "true", "statementId": ID}])
def test_statements_with_attachments_come_in_parts(lrs: Lrs, parameters: dict[str, str]) -> None:
    lrs.store(full())
    response = lrs.get(**parameters)
    kind, _, boundary = response.headers["Content-Type"].partition("; boundary=")
    before, part, after = response.content.decode().split(f"--{boundary}")
    head, _, body = part.partition("\r\n\r\n")

    assert (kind, before, after, head) == ("multipart/mixed", "", "--\r\n", "\r\nContent-Type: application/json")
    assert read(lrs.get(**parameters | {"attachments": "false"})) == orjson.loads(body)


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"Verb": ATTEMPTED}, "Verb"),
        ({"statementid": ID}, "statementid"),
        ({"foo": "bar"}, "foo"),
        ({"verb": "attempted"}, "verb"),
        ({"verb": ""}, "verb"),
        ({"activity": "course 1"}, "activity"),
        ({"registration": "1"}, "registration"),
        ({"statementId": "1"}, "statementId"),
        ({"voidedStatementId": ""}, "voidedStatementId"),
        ({"since": "yesterday"}, "since"),
        ({"until": "2026-02-30T00:00:00Z"}, "until"),
        ({"since": "2026-03-01T12:00:00-00:00"}, "since"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "1.5"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"limit": "9" * 5000}, "limit"),
        ({"limit": "１"}, "limit"),
        ({"ascending": "True"}, "ascending"),
        ({"ascending": "1"}, "ascending"),
        ({"related_agents": "yes"}, "related_agents"),
        ({"related_activities": ""}, "related_activities"),
        ({"attachments": "maybe"}, "attachments"),
        ({"format": "short"}, "format"),
        ({"format": "IDS"}, "format"),
        ({"agent": "sari"}, "agent"),
        ({"agent": "{"}, "agent"),
        ({"agent": "[]"}, "agent"),
        ({"agent": json({})}, "agent"),
        ({"agent": json({"mbox": "sari"})}, "agent.mbox"),
        ({"agent": json({"mbox": "mailto:a@b.id", "openid": "urn:x:1"})}, "agent"),
        ({"agent": json({"objectType": "Group", "member": [BUDI]})}, "agent"),
        ({"agent": '{"mbox":"mailto:a@b.id","mbox":"mailto:c@d.id"}'}, "agent"),
        ({"agent": "[" * 5000}, "agent"),
        ({"statementId": ID, "voidedStatementId": ID}, "voidedStatementId"),
        ({"statementId": ID, "limit": "1"}, "limit"),
        ({"voidedStatementId": ID, "agent": json(SARI)}, "agent"),
        ({"statementId": ID, "since": "2026-03-01T12:00:00Z"}, "since"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_parameter_is_refused_by_name(lrs: Lrs, parameters: dict[str, str], field: str) -> None:
    assert refusal(lrs.get(**parameters)) == (400, "xapi.bad_parameter", field)


def test_a_parameter_given_twice_is_refused(lrs: Lrs) -> None:
    response = lrs.call("GET", "/xapi/statements?limit=1&limit=2")

    assert refusal(response) == (400, "xapi.bad_parameter", "limit")


EVERYTHING = {
    "agent": json(SARI),
    "activity": COURSE,
    "verb": plain()["verb"]["id"],
    "registration": REGISTRATION,
    "related_agents": "true",
    "related_activities": "true",
}


@pytest.mark.parametrize("stored", [1, 50])
def test_a_list_costs_the_same_however_long(
    lrs: Lrs, django_assert_num_queries: DjangoAssertNumQueries, stored: int
) -> None:
    context = {"registration": REGISTRATION, "contextActivities": {"parent": [{"id": COURSE}]}}
    lrs.store(*[plain(actor=SARI, context=context) for _ in range(stored)])
    lrs.get()  # the credential is remembered

    # how far it is complete, where the list ends, three keys, the list
    with django_assert_num_queries(6):
        assert len(read(lrs.get(**EVERYTHING))["statements"]) == stored
