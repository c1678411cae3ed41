"""JSON is read strictly and a refusal says where it is wrong."""

import json
import re
from contextlib import suppress
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.problems import Problem
from alur.records.rules.reading import read_json
from alur.records.rules.validation.extensions import DEEPEST_LEVELS

ESCAPED_QUOTE = re.compile(rb'(?<!\\)((?:\\\\)*)\\"')


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is empty."),
        (b" \n", "The body is empty."),
        (b'{"a":1', "The body is not valid JSON at line 1, column 7: unexpected end of data."),
        (b"{'a':1}", "The body is not valid JSON at line 1, column 2: unexpected character, expected a string key."),
        (b'{"a":NaN}', "The body is not valid JSON at line 1, column 6: unexpected character, expected a JSON value."),
        (b'{"a":1e999}', "The body is not valid JSON at line 1, column 6: number is infinity when parsed as double."),
        (b'{"a":"\\ud800"}', "The body is not valid JSON at line 1, column 7: no low surrogate in string."),
        (b'{"a":"\xff"}', "The body is not UTF-8 at byte 6."),
        (b'{"a":1,"a":1}', "The key “a” stands twice in one object."),
        (b'[{"b":{"a":1,"c":[],"a":{"a":2}}}]', "The key “a” stands twice in one object."),
        (b'{"a":1,"\\u0061":1}', "The key “a” stands twice in one object."),
        (b'{"a":1,"a":1,"b":"\\u0022\\u0022"}', "The key “a” stands twice in one object."),
        (b'{"a":1,"a":"\\""}', "The key “a” stands twice in one object."),
        (b'{"a":1,"a":%s}' % (b"[" * 1000 + b"]" * 1000), f"The JSON is nested deeper than {DEEPEST_LEVELS} levels."),
        (b"[" * 10_000 + b"]" * 10_000, "The body is not valid JSON at line 1, column 1026: depth limit exceeded."),
        (b"[" * 500 + b"]" * 500, f"The JSON is nested deeper than {DEEPEST_LEVELS} levels."),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_bad_json_is_refused_with_its_reason(body: bytes, message: str) -> None:
    with pytest.raises(Problem) as caught:
        read_json(body)

    assert (caught.value.code, caught.value.status, caught.value.message) == ("xapi.bad_json", 400, message)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.text()
    | st.text(alphabet='"\\u02')
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet='ab"\\u02', max_size=6), inner, max_size=4)
    ),
)


@given(values, st.booleans(), st.sampled_from([None, 2]))
def test_good_json_is_read_however_it_is_written(value: Any, ascii_only: bool, indent: int | None) -> None:
    body = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()

    assert read_json(body) == value
    assert read_json(ESCAPED_QUOTE.sub(rb"\1\\u0022", body)) == value


@given(values, st.text(max_size=4), st.booleans())
def test_a_key_that_stands_twice_is_found_wherever_it_is(value: Any, key: str, ascii_only: bool) -> None:
    name, content = json.dumps(key, ensure_ascii=ascii_only), json.dumps(value, ensure_ascii=ascii_only)
    body = f'{{"within":[{content},{{{name}:{content},{name}:{content}}}]}}'.encode()

    with pytest.raises(Problem) as caught:
        read_json(body)
    assert "stands twice" in caught.value.message


@given(st.binary(max_size=40))
def test_nothing_but_a_problem_comes_of_any_bytes(body: bytes) -> None:
    with suppress(Problem):
        assert read_json(body) == orjson.loads(body)
