"""UUIDs made in bulk are the same as any others."""

import copy
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.ids import uuid, uuid_of_digits


@given(st.uuids())
def test_they_equal_and_hash_and_read_like_any_other(known: UUID) -> None:
    for made in (uuid(known.int), uuid_of_digits(known.hex)):
        assert (made, hash(made), str(made), made.hex, made.version) == (
            known,
            hash(known),
            str(known),
            known.hex,
            known.version,
        )
        assert {known: 1}[made] == 1


def test_they_can_be_copied_as_sending_them_does() -> None:
    made = uuid(7)
    for again in (copy.deepcopy(made), copy.copy(made)):
        assert (again, again.hex) == (UUID(int=7), UUID(int=7).hex)
