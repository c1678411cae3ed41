"""Lists go on where they ended, and nowhere else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.problems import Problem
from alur.records.rules.cursor import Cursor, opened, sealed

KEY = b"a key"
CURSOR = Cursor({"verb": "http://example.com/verb", "related_agents": "true"}, after=12, until=34)


@given(
    st.dictionaries(st.text(), st.text()), st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1), st.binary(min_size=1)
)
def test_what_was_sealed_opens(filters: dict[str, str], after: int, until: int, key: bytes) -> None:
    cursor = Cursor(filters, after, until)
    text = sealed(cursor, key=key)

    assert opened(text, key=key) == cursor
    assert text.isascii()
    assert not set(text) & set("+/=&?# ")


@given(st.text() | st.text(alphabet="abcAB12_-"))
def test_what_was_not_sealed_does_not_open(text: str) -> None:
    with pytest.raises(Problem) as caught:
        opened(text, key=KEY)

    assert (caught.value.code, caught.value.status, caught.value.field) == ("xapi.bad_cursor", 400, "cursor")


def test_a_changed_cursor_does_not_open() -> None:
    raw = base64.urlsafe_b64decode(sealed(CURSOR, key=KEY) + "==")
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(Problem):
            opened(base64.urlsafe_b64encode(changed).decode().rstrip("="), key=KEY)


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(Problem):
        opened(sealed(CURSOR, key=KEY), key=b"another key")
