"""The quick way to a draft says exactly what the general way makes of the same statement; what is said is read back."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.learning.statements import (
    Answer,
    Place,
    answer,
    answered,
    answered_draft,
    choice_of,
    question_of,
    screen_of,
    screen_read,
    screen_read_draft,
)
from alur.records.rules.own import AUTHORITY
from alur.records.rules.prepare import drafts

SHARED = st.fixed_dictionaries(
    {
        "record_id": st.uuids(),
        "nip": st.from_regex(r"[0-9]{18}", fullmatch=True),
        "module_code": st.text(
            st.characters(exclude_categories=["C", "Z"], exclude_characters='/?#%<>"{}|\\^`'), min_size=1, max_size=20
        ),
        "content": st.integers(1, 10**6),
        "at": st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    }
)


def general(statement: dict[str, Any]) -> Any:
    return drafts([statement], authority=AUTHORITY, version="1.0.3")[0]


@given(SHARED, st.integers(1, 100))
def test_screen_read(shared: dict[str, Any], screen: int) -> None:
    statement = screen_read(**shared, screen=screen)
    assert screen_read_draft(**shared, screen=screen) == general(statement)
    assert (screen_of(statement), question_of(statement)) == (Place(shared["content"], screen), None)
    assert choice_of(statement) is None


@given(SHARED, st.integers(1, 100), st.integers(1, 100))
def test_screen_read_and_gone_on_by_choice(shared: dict[str, Any], screen: int, choice: int) -> None:
    statement = screen_read(**shared, screen=screen, choice=choice)
    assert screen_read_draft(**shared, screen=screen, choice=choice) == general(statement)
    assert choice_of(statement) == choice


@given(SHARED, st.integers(1, 100), st.text(st.characters(exclude_categories=["C"])), st.booleans())
def test_answered(shared: dict[str, Any], question: int, response: str, is_right: bool) -> None:
    values = {**shared, "question": question, "response": response, "is_right": is_right}
    statement = answered(**values)
    assert answered_draft(**values) == general(statement)
    assert (question_of(statement), screen_of(statement)) == (Place(shared["content"], question), None)
    assert answer(statement) == Answer(is_right, response)


@pytest.mark.parametrize(
    "extensions",
    [
        {},
        {"urn:alur:ext:screen": 1},
        {"urn:alur:ext:content-version": 1},
        {"urn:alur:ext:content-version": 1, "urn:alur:ext:screen": "1"},
        {"urn:alur:ext:content-version": True, "urn:alur:ext:screen": 1},
        {"urn:alur:ext:content-version": 1.0, "urn:alur:ext:screen": 1},
    ],
)
def test_what_names_no_screen_is_not_read(extensions: dict[str, Any]) -> None:
    assert screen_of({"context": {"extensions": extensions}}) is None


@pytest.mark.parametrize("result", [{}, {"success": "yes"}, {"completion": True}])
def test_what_does_not_say_whether_it_was_right_is_no_answer(result: dict[str, Any]) -> None:
    assert answer({"result": result}) is None
