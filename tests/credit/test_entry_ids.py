"""An entry's id follows from its evidence and its cause, the same in every rebuild."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alur.credit.rules.ledger import entry_id

RID = 1_796_085_284_032_918
EVIDENCE = UUID("e639f771-dcbb-5dce-91c3-a8e6cd5f64cd")


def test_it_stays_as_it_has_always_been() -> None:
    assert str(entry_id(EVIDENCE, rid=RID, reversal=False)) == "0066187b-1575-8196-91c3-a8e6cd5f64cd"
    assert str(entry_id(EVIDENCE, rid=RID, reversal=True)) == "0066187b-1575-8196-b1c3-a8e6cd5f64cd"


@given(st.uuids(), st.integers(0, 2**59))
def test_it_is_a_uuid_of_our_own_kind_that_sorts_by_its_cause(evidence: UUID, rid: int) -> None:
    earned, reversal = (entry_id(evidence, rid=rid, reversal=each) for each in (False, True))
    assert (earned.version, reversal.version) == (8, 8)
    assert earned < reversal < entry_id(evidence, rid=rid + 1, reversal=False)
