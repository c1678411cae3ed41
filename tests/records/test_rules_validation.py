"""What is refused of a statement, where, and what is not."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.problems import Problem
from alur.records.rules.validation import MOST_FAULTS, Version, check_batch, check_statement
from alur.records.rules.validation.extensions import DEEPEST_LEVELS
from tests.records.samples import (
    ABSENT,
    ATTACHMENT,
    BUDI,
    ID,
    SARI,
    SHA1,
    changed,
    full,
    plain,
    voiding,
    with_sub_statement,
)

VERSIONS: tuple[Version, ...] = ("1.0.3", "2.0.0")
IRI = "http://example.com/a"


def nested(levels: int) -> Any:
    value: Any = "deep"
    for _ in range(levels):
        value = [value]
    return value


FAULTS: list[tuple[str, Any, str]] = [
    # the statement itself
    ("actor", ABSENT, "actor"),
    ("verb", ABSENT, "verb"),
    ("object", ABSENT, "object"),
    ("actor", None, "actor"),
    ("actor", "Sari", "actor"),
    ("verb", ["completed"], "verb"),
    ("object", 1, "object"),
    ("result", None, "result"),
    ("Actor", SARI, "Actor"),
    ("comment", "hello", "comment"),
    ("id", "6690e6c9-3ef0-4ed3-8b37-7f3964730be", "id"),
    ("id", "6690e6c9-3ef0-4ed3-8b37-7f3964730bez", "id"),
    ("id", "6690e6c93ef04ed38b377f3964730bee", "id"),
    ("id", 12, "id"),
    ("version", "0.9", "version"),
    ("version", "1.1.0", "version"),
    ("version", 1.0, "version"),
    ("stored", "yesterday", "stored"),
    # moments
    ("timestamp", "2022-03-01", "timestamp"),
    ("timestamp", "01/03/2022", "timestamp"),
    ("timestamp", "2022-02-30T08:00:00Z", "timestamp"),
    ("timestamp", "2022-03-01T25:00:00Z", "timestamp"),
    ("timestamp", "2022-03-01T08:00:00-00:00", "timestamp"),
    ("timestamp", "2022-03-01T08:00:00-0000", "timestamp"),
    ("timestamp", "2022-03-01T08:00:00-00", "timestamp"),
    ("timestamp", "2022-03-01T08:00:00+24:00", "timestamp"),
    ("timestamp", "0001-01-01T00:00:00+14:00", "timestamp"),
    ("timestamp", "9999-12-31T23:59:59Z", "timestamp"),
    ("timestamp", "2022-03-01T08:00:00.1234567890123Z", "timestamp"),
    ("timestamp", "２０２２-03-01T08:00:00Z", "timestamp"),
    ("timestamp", 1646096400, "timestamp"),
    # actors
    ("actor.objectType", "agent", "actor.objectType"),
    ("actor.objectType", "Person", "actor.objectType"),
    ("actor.objectType", {}, "actor.objectType"),
    ("actor.name", 5, "actor.name"),
    ("actor.name", None, "actor.name"),
    ("actor.mbox", "mailto:team@example.go.id", "actor"),
    ("actor.member", SARI, "actor.member"),
    ("actor.member", None, "actor.member"),
    ("actor.member.0", "Sari", "actor.member[0]"),
    ("actor.member.0.objectType", "Group", "actor.member[0].objectType"),
    ("actor.member.0.account", ABSENT, "actor.member[0]"),
    ("actor.member.0.openid", "http://example.com/sari", "actor.member[0]"),
    ("actor.member.0.member", [], "actor.member[0].member"),
    ("actor.member.0.account.name", ABSENT, "actor.member[0].account.name"),
    ("actor.member.0.account.homePage", ABSENT, "actor.member[0].account.homePage"),
    ("actor.member.0.account.homePage", "lms", "actor.member[0].account.homePage"),
    ("actor.member.0.account.name", 199001012015012001, "actor.member[0].account.name"),
    ("actor.member.0.account.name", "x" * 501, "actor.member[0].account.name"),
    ("actor.member.0.account.name", "a\x00b", "actor.member[0].account.name"),
    ("actor.member.0.account.Name", "x", "actor.member[0].account.Name"),
    ("actor.member.1.mbox", "budi@example.go.id", "actor.member[1].mbox"),
    ("actor.member.1.mbox", "mailto:budi", "actor.member[1].mbox"),
    ("actor.member.1.mbox", "mailto:budi@a@b", "actor.member[1].mbox"),
    ("actor.member.1.mbox", "mailto:budi@example.go.id?subject=x", "actor.member[1].mbox"),
    ("actor.member.1.mbox", f"mailto:{'b' * 400}@example.go.id", "actor.member[1].mbox"),
    ("actor.openid", "example.com/team", "actor.openid"),
    ("context.instructor.mbox_sha1sum", "abc", "context.instructor.mbox_sha1sum"),
    ("authority", {"name": "nobody"}, "authority"),
    ("authority", {"objectType": "Group", "mbox": "mailto:g@example.go.id"}, "authority"),
    ("authority", {"objectType": "Group", "member": [BUDI]}, "authority"),
    # verbs and IRIs
    ("verb.id", ABSENT, "verb.id"),
    ("verb.id", "completed", "verb.id"),
    ("verb.id", "ab=c://should.fail.com", "verb.id"),
    ("verb.id", "http://example.com/a b", "verb.id"),
    ("verb.id", "http://example.com/100%", "verb.id"),
    ("verb.id", "http:", "verb.id"),
    ("verb.id", "http://example.com/<a>", "verb.id"),
    ("verb.id", "http://example.com/\x00", "verb.id"),
    ("verb.id", f"http://example.com/{'a' * 2000}", "verb.id"),
    ("verb.id", f"http://example.com/{'é' * 1000}", "verb.id"),
    ("verb.display", "completed", "verb.display"),
    ("verb.display", {"a12345": "completed"}, "verb.display.a12345"),
    ("verb.display", {"": "completed"}, "verb.display."),
    ("verb.display", {"en": 1}, "verb.display.en"),
    ("verb.display", {"en": None}, "verb.display.en"),
    ("verb.voided", True, "verb.voided"),
    ("verb.id", "http://adlnet.gov/expapi/verbs/voided", "object"),
    # objects
    ("object.id", ABSENT, "object.id"),
    ("object.id", "question", "object.id"),
    ("object.objectType", "activity", "object.objectType"),
    ("object.objectType", ["Activity"], "object.objectType"),
    ("object.definition", "a question", "object.definition"),
    ("object.definition.type", "cmi.interaction", "object.definition.type"),
    ("object.definition.moreInfo", "example.com", "object.definition.moreInfo"),
    ("object.definition.name", {"en": ["x"]}, "object.definition.name.en"),
    ("object.definition.interactionType", "essay", "object.definition.interactionType"),
    ("object.definition.interactionType", ABSENT, "object.definition.interactionType"),
    ("object.definition.interactionType", "likert", "object.definition.choices"),
    ("object.definition.correctResponsesPattern", "a", "object.definition.correctResponsesPattern"),
    ("object.definition.correctResponsesPattern", [1], "object.definition.correctResponsesPattern[0]"),
    ("object.definition.choices", {"id": "a"}, "object.definition.choices"),
    ("object.definition.choices.0.id", ABSENT, "object.definition.choices[0].id"),
    ("object.definition.choices.0.id", 1, "object.definition.choices[0].id"),
    ("object.definition.choices.0.id", "b", "object.definition.choices"),
    ("object.definition.choices.1.text", "No", "object.definition.choices[1].text"),
    ("object.definition.extensions", {"key": 1}, "object.definition.extensions.key"),
    ("object", {"objectType": "StatementRef", "id": "x"}, "object.id"),
    ("object", {"objectType": "StatementRef"}, "object.id"),
    ("object", {"objectType": "StatementRef", "id": ID}, "context.revision"),
    ("object", {"objectType": "Group"}, "object.member"),
    ("object", BUDI, "object.mbox"),
    # results
    ("result.success", "true", "result.success"),
    ("result.completion", 1, "result.completion"),
    ("result.response", 5, "result.response"),
    ("result.duration", "1:20", "result.duration"),
    ("result.duration", "P", "result.duration"),
    ("result.duration", "PT", "result.duration"),
    ("result.duration", "P1W2D", "result.duration"),
    ("result.duration", "PT1.5H20M", "result.duration"),
    ("result.duration", 4800, "result.duration"),
    ("result.score", 80, "result.score"),
    ("result.score.raw", "80", "result.score.raw"),
    ("result.score.raw", True, "result.score.raw"),
    ("result.score.raw", float("nan"), "result.score.raw"),
    ("result.score.raw", float("inf"), "result.score.raw"),
    ("result.score.raw", 10**30, "result.score.raw"),
    ("result.score.raw", 101, "result.score.raw"),
    ("result.score.raw", -0.5, "result.score.raw"),
    ("result.score.min", 100.5, "result.score.min"),
    ("result.score.scaled", 1.01, "result.score.scaled"),
    ("result.score.scaled", -1.01, "result.score.scaled"),
    ("result.score.percent", 80, "result.score.percent"),
    ("result.extensions", [], "result.extensions"),
    ("result.extensions", {"no iri": 1}, "result.extensions.no iri"),
    ("result.extensions", {IRI: nested(DEEPEST_LEVELS)}, f"result.extensions.{IRI}"),
    ("result.extensions", {IRI: [float("nan")]}, f"result.extensions.{IRI}"),
    # contexts
    ("context.registration", "x", "context.registration"),
    ("context.instructor", {}, "context.instructor"),
    ("context.team", SARI, "context.team.objectType"),
    ("context.team.member", [], "context.team.member"),
    ("context.contextActivities.parents", [], "context.contextActivities.parents"),
    ("context.contextActivities.parent", {"id": "course"}, "context.contextActivities.parent.id"),
    ("context.contextActivities.category.0.id", ABSENT, "context.contextActivities.category[0].id"),
    ("context.contextActivities.category.0.objectType", "Agent", "context.contextActivities.category[0].objectType"),
    ("context.revision", 2, "context.revision"),
    ("context.platform", None, "context.platform"),
    ("context.language", "bahasa_indonesia", "context.language"),
    ("context.language", "i" * 101, "context.language"),
    ("context.statement", {"id": ID}, "context.statement.objectType"),
    ("context.statement.objectType", "Activity", "context.statement.objectType"),
    # attachments
    ("attachments", ATTACHMENT, "attachments"),
    ("attachments.0", "file", "attachments[0]"),
    ("attachments.0.usageType", "test", "attachments[0].usageType"),
    ("attachments.0.display", ABSENT, "attachments[0].display"),
    ("attachments.0.contentType", "text", "attachments[0].contentType"),
    ("attachments.0.length", "27", "attachments[0].length"),
    ("attachments.0.length", 2.5, "attachments[0].length"),
    ("attachments.0.length", -1, "attachments[0].length"),
    ("attachments.0.sha2", "abc", "attachments[0].sha2"),
    ("attachments.0.fileUrl", "file.txt", "attachments[0].fileUrl"),
    ("attachments.0.usageType", "http://adlnet.gov/expapi/attachments/signature", "attachments[0].contentType"),
]


def refusal(statement: Any, version: Version) -> Problem:
    with pytest.raises(Problem) as caught:
        check_statement(statement, version=version)
    return caught.value


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("path", "value", "field"), FAULTS, ids=lambda value: str(value)[:40] if isinstance(value, str) else ""
)
def test_a_fault_is_refused_where_it_stands(path: str, value: Any, field: str, version: Version) -> None:
    problem = refusal(changed(full(), path, value), version)

    assert (problem.code, problem.status, problem.field) == ("xapi.invalid", 400, field)
    assert problem.mend


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("statement", [None, [], "statement", 1, True], ids=repr)
def test_what_is_no_object_is_no_statement(statement: Any, version: Version) -> None:
    assert refusal(statement, version).field == ""


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("object.id", ID, "object.id"),
        ("object.stored", "2022-03-01T08:00:00Z", "object.stored"),
        ("object.version", "1.0.0", "object.version"),
        ("object.authority", SARI, "object.authority"),
        ("object.timestamp", "2022", "object.timestamp"),
        ("object.actor", {}, "object.actor"),
        ("object.context.team.member.0.mbox", "budi", "object.context.team.member[0].mbox"),
        ("object.object", {"objectType": "SubStatement", **plain()}, "object.object.objectType"),
    ],
)
def test_a_fault_in_a_sub_statement_is_refused_where_it_stands(path: str, value: Any, field: str) -> None:
    assert [refusal(changed(with_sub_statement(), path, value), version).field for version in VERSIONS] == [
        field,
        field,
    ]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "statement",
    [
        plain(),
        full(),
        with_sub_statement(),
        voiding(ID),
        plain(object=SARI),
        plain(object={"objectType": "Agent", "mbox_sha1sum": SHA1}),
        plain(object={"objectType": "Group", "member": [BUDI]}),
        plain(actor={"objectType": "Group", "mbox": "mailto:team@example.go.id"}),
        plain(authority={"objectType": "Group", "member": [SARI, BUDI]}),
        plain(version="1.0"),
        plain(version="1.0.9"),
        plain(timestamp="2022-03-01t08:00:00.5z"),
        plain(timestamp="2030-03-01T08:00:00.123456789+07:00"),
        plain(verb={"id": "urn:alur:verb:reversed", "display": {}}),
        plain(verb={"id": "https://contoh.id/mengerjakan-ujian-kedua/%20é"}),
        plain(
            verb={"id": IRI, "display": {"zh-Hans-CN": "完成", "sl-rozaj-1994": "x", "x-own": "y", "i-klingon": "z"}}
        ),
        plain(result={"extensions": {}, "duration": "P3Y6M4DT12H30M5.25S", "score": {"min": 0, "max": 0, "raw": 0}}),
        plain(result={"extensions": {IRI: nested(DEEPEST_LEVELS - 1)}, "duration": "P2.5W"}),
        plain(attachments=[]),
        plain(context={"contextActivities": {"parent": []}}),
    ],
)
def test_what_the_standard_allows_is_taken(statement: dict[str, Any], version: Version) -> None:
    check_statement(statement, version=version)


@pytest.mark.parametrize(
    "timestamp",
    [
        "20220301T080000Z",
        "2022-W09-2T08:00Z",
        "2022-03-01T08:00:00,5+07",
        "2022-03-01T08:00:00",
        "2022-03-01T08:00:00+0700",
    ],
)
def test_other_forms_of_iso_8601_are_taken_by_1_0_3_only(timestamp: str) -> None:
    check_statement(plain(timestamp=timestamp), version="1.0.3")

    assert refusal(plain(timestamp=timestamp), "2.0.0").field == "timestamp"


def test_version_2_is_taken_by_2_0_only() -> None:
    check_statement(plain(version="2.0.0"), version="2.0.0")

    assert refusal(plain(version="2.0.0"), "1.0.3").field == "version"


AGENTS = [{"objectType": "contextAgent", "agent": BUDI, "relevantTypes": [IRI]}]
GROUPS = [{"objectType": "contextGroup", "group": {"objectType": "Group", "member": [BUDI]}}]


def test_context_agents_and_groups_are_taken_by_2_0_only() -> None:
    statement = plain(context={"contextAgents": AGENTS, "contextGroups": GROUPS})
    check_statement(statement, version="2.0.0")

    assert refusal(statement, "1.0.3").field == "context.contextAgents"


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("context.contextAgents", AGENTS[0], "context.contextAgents"),
        ("context.contextAgents.0.objectType", "contextGroup", "context.contextAgents[0].objectType"),
        ("context.contextAgents.0.objectType", ABSENT, "context.contextAgents[0].objectType"),
        ("context.contextAgents.0.agent", ABSENT, "context.contextAgents[0].agent"),
        ("context.contextAgents.0.agent", GROUPS[0]["group"], "context.contextAgents[0].agent.objectType"),
        ("context.contextAgents.0.relevantTypes", [], "context.contextAgents[0].relevantTypes"),
        ("context.contextAgents.0.relevantTypes", ["abc"], "context.contextAgents[0].relevantTypes[0]"),
        ("context.contextGroups.0.group", BUDI, "context.contextGroups[0].group.objectType"),
        ("context.contextGroups.0.group.member", [], "context.contextGroups[0].group.member"),
    ],
)
def test_a_fault_in_context_agents_and_groups_is_refused(path: str, value: Any, field: str) -> None:
    statement = plain(context={"contextAgents": AGENTS, "contextGroups": GROUPS})

    assert refusal(changed(statement, path, value), "2.0.0").field == field


def test_a_refusal_says_what_where_and_how_to_mend() -> None:
    assert [
        (str(problem.message), problem.mend)
        for problem in (
            refusal(plain(Verb={"id": IRI}), "1.0.3"),
            refusal(plain(result=None), "1.0.3"),
            refusal(changed(full(), "result.score.raw", "80"), "1.0.3"),
            refusal(changed(full(), "verb.id", "completed"), "1.0.3"),
            refusal(changed(full(), "actor.member.1.openid", IRI), "1.0.3"),
        )
    ] == [
        ("There is no property “Verb” here.", "Write it “verb”."),
        ("This is null, which the standard allows in extensions only.", "Leave it out or give an object."),
        ("This is text but must be a number.", "Give a number."),
        (
            "“completed” is not an IRI with its scheme.",
            "Give an IRI with its scheme, such as http://example.com/activity or urn:example:activity.",
        ),
        ("This has 2 identifiers: mbox, openid.", "Keep one."),
    ]


def test_a_batch_names_the_first_fault_of_each_statement() -> None:
    bad = [plain(result=None), plain(), plain(verb={})]
    with pytest.raises(Problem) as caught:
        check_batch(bad, version="1.0.3")

    assert caught.value.field == "statements[0].result"
    assert [problem.field for problem in caught.value.details] == ["statements[0].result", "statements[2].verb.id"]


def test_a_batch_names_no_more_faults_than_help() -> None:
    with pytest.raises(Problem) as caught:
        check_batch([{}] * 1000, version="1.0.3")

    assert len(caught.value.details) == MOST_FAULTS


def test_an_id_may_stand_once_in_a_batch() -> None:
    with pytest.raises(Problem) as caught:
        check_batch([plain(id=ID), plain(), plain(id=ID.upper())], version="2.0.0")

    assert (caught.value.code, caught.value.field) == ("xapi.invalid", "statements[2].id")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
PATHS = sorted({path for path, _, _ in FAULTS if path != "context.contextActivities.parents"})


@given(anything)
def test_nothing_but_a_problem_comes_of_any_json(value: Any) -> None:
    for version in VERSIONS:
        refusal(value, version)


@given(st.sampled_from(PATHS), anything, st.sampled_from(VERSIONS))
def test_nothing_but_a_problem_comes_of_any_json_anywhere(path: str, value: Any, version: Version) -> None:
    with suppress(Problem):
        check_statement(changed(full(), path, value), version=version)
