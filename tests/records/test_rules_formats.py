"""The formats in which statements are given."""

import pytest

from alur.records.rules.formats import canonical, chosen, ids_only, languages
from tests.records.samples import ATTACHMENT, AUTHORITY, BUDI, ID, SARI, SHA1, full, plain, with_sub_statement


def test_ids_are_all_that_is_left() -> None:
    statement = {**full(), "authority": {**AUTHORITY, "name": "LMS"}}
    statement["context"]["contextActivities"] = {
        "parent": [{"id": "urn:x:1", "definition": {"name": {"en": "Course"}}}]
    }
    given = ids_only(statement)

    assert given == {
        **statement,
        "actor": {"objectType": "Group", "openid": "http://example.com/team"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": "http://example.com/question"},
        "context": {
            **statement["context"],
            "instructor": {"mbox_sha1sum": SHA1},
            "team": {"objectType": "Group", "member": [BUDI]},
            "contextActivities": {"parent": [{"id": "urn:x:1"}]},
        },
        "authority": AUTHORITY,
    }


def test_members_of_a_group_without_identifier_are_left_with_theirs() -> None:
    group = {"objectType": "Group", "name": "Team", "member": [SARI, BUDI]}

    assert ids_only(plain(actor=group))["actor"] == {
        "objectType": "Group",
        "member": [{key: SARI[key] for key in ("objectType", "account")}, BUDI],
    }


@pytest.mark.parametrize(
    ("sent", "given"),
    [
        (SARI, {key: SARI[key] for key in ("objectType", "account")}),
        ({"objectType": "StatementRef", "id": ID}, {"objectType": "StatementRef", "id": ID}),
        (with_sub_statement()["object"], with_sub_statement()["object"]),
    ],
)
def test_other_objects_are_left_with_their_ids(sent: dict[str, object], given: dict[str, object]) -> None:
    assert ids_only(plain(object=sent))["object"] == given


def test_context_agents_and_groups_are_left_with_their_ids() -> None:
    named = {**BUDI, "name": "Budi"}
    context = {
        "contextAgents": [{"objectType": "contextAgent", "agent": named}],
        "contextGroups": [{"objectType": "contextGroup", "group": {"objectType": "Group", "member": [named]}}],
    }

    assert ids_only(plain(context=context))["context"] == {
        "contextAgents": [{"objectType": "contextAgent", "agent": BUDI}],
        "contextGroups": [{"objectType": "contextGroup", "group": {"objectType": "Group", "member": [BUDI]}}],
    }


def test_canonical_has_one_language_a_map() -> None:
    given = canonical(full(), wanted=["id"])
    definition = given["object"]["definition"]

    assert given["verb"]["display"] == {"id": "menyelesaikan"}
    assert (definition["name"], definition["choices"]) == ({"id": "Soal"}, full()["object"]["definition"]["choices"])
    assert given["attachments"] == [ATTACHMENT]
    assert (given["actor"], given["result"]) == (full()["actor"], full()["result"])


def test_canonical_leaves_extensions_alone() -> None:
    extensions = {"http://example.com/ext": {"name": {"en": "a", "id": "b"}}}

    assert canonical(plain(result={"extensions": extensions}), wanted=["id"])["result"] == {"extensions": extensions}


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("", []),
        ("id", ["id"]),
        ("en-US,id;q=0.9, fr;q=0.95", ["en-us", "fr", "id"]),
        ("id;q=0, en", ["en"]),
        ("id;q=much, en;q=0.1", ["en"]),
        (",;,", []),
    ],
)
def test_languages_are_wanted_by_their_weight(header: str, tags: list[str]) -> None:
    assert languages(header) == tags


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        (["id"], "id-ID"),
        (["en-gb"], "en-GB"),
        (["en"], "en-US"),
        (["fr", "en-au"], "en-US"),
        (["fr"], "en-US"),
        ([], "en-US"),
    ],
)
def test_the_language_that_suits_best_is_chosen(wanted: list[str], tag: str) -> None:
    words = {"en-US": "color", "en-GB": "colour", "id-ID": "warna"}

    assert chosen(words, wanted) == {tag: words[tag]}


def test_a_map_of_one_language_or_none_stays() -> None:
    assert [chosen({"en": "color"}, ["id"]), chosen({}, ["id"])] == [{"en": "color"}, {}]
