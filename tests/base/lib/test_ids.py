"""UUIDs made in bulk are the same as any others."""

import copy
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.ids import uuid_of_digits


@given(st.uuids())
def test_they_equal_and_hash_and_read_like_any_other(known: UUID) -> None:
    made = uuid_of_digits(known.hex)
    assert (made, hash(made), str(made), made.hex, made.version) == (
        known,
        hash(known),
        str(known),
        known.hex,
        known.version,
    )
    assert {known: 1}[made] == 1
    assert (made.bytes, made < UUID(int=2**128 - 1)) == (known.bytes, known.int < 2**128 - 1)


def test_they_can_be_copied_as_sending_them_does() -> None:
    made = uuid_of_digits(UUID(int=7).hex)
    for again in (copy.deepcopy(made), copy.copy(made)):
        assert (again, again.hex) == (UUID(int=7), UUID(int=7).hex)
