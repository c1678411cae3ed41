"""The editor's rules: places of faults, acts on screens, codes, and what is other between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from alur.learning.rules import differences
from alur.learning.rules.drafting import (
    Place,
    Typed,
    changed_screens,
    drafted,
    proposed_code,
    typed_from,
    typed_of,
)

GOOD = Typed(title="Label: ING", jp="0,5", topics="Label; Pangan", screens=("# Satu\nIsi", "## ? q\n- (x) a\n- ( ) b"))
TEXTS = st.lists(st.text(st.sampled_from("ab #-?x()[]=>\n`~|1.")), min_size=1, max_size=4).map(tuple)


def places(typed: Typed) -> list[tuple[Place, str]]:
    read = drafted("X-1", typed)
    return [(read.place(fault.line), fault.what.value) for fault in read.parsed.faults]


def test_a_good_draft_reads_as_its_file() -> None:
    read = drafted("X-1", GOOD)
    assert (read.parsed.faults, len(read.parsed.screens)) == ((), 2)
    assert {name: value.text for name, value in read.parsed.columns.items()} == {
        "code": "X-1",
        "title": "Label: ING",
        "kind": "microlearning",
        "jp": "0,5",
        "topics": "Label; Pangan",
    }


def test_faults_stand_at_their_place() -> None:
    typed = Typed(
        questions_asked="x",
        screens=("# Satu\n\n## ? q\n- (x) a", "", "```\nkode", "# T\n- a\n\n## ? r\n- [ ] a\n- [ ] b"),
    )
    assert places(typed) == [
        (Place("questions_asked"), "complete_questions"),
        (Place(screen=1, line=3), "one_answer"),
        (Place(screen=2, line=1), "empty_screen"),
        (Place(screen=4, line=4), "none_right"),
    ]
    assert drafted("X-1", typed).open_code == [3]


@given(
    st.builds(Typed, title=st.text(), jp=st.text(), topics=st.text(), summary=st.text(), exam=st.text(), screens=TEXTS)
)
def test_whatever_is_typed_can_be_read_and_every_fault_has_a_place(typed: Typed) -> None:
    assert typed_of(typed.stored()) == typed
    read = drafted("X-1", typed)
    for fault in read.parsed.faults:
        assert read.place(fault.line).screen <= len(typed.screens)


@given(TEXTS)
def test_what_was_published_is_typed_so_that_it_reads_the_same(screens: tuple[str, ...]) -> None:
    read = drafted("X-1", Typed(screens=screens))
    if read.parsed.faults or read.open_code:
        return
    again = typed_from({}, read.parsed.asked, read.parsed.screens)
    assert drafted("X-1", again).parsed.screens == read.parsed.screens


def test_acts_on_screens() -> None:
    screens = ["a", "b", "c"]
    assert changed_screens(screens, "add", 1) == (["a", "", "b", "c"], 2)
    assert changed_screens(screens, "remove", 3) == (["a", "b"], 2)
    assert changed_screens(["a"], "remove", 1) == ([""], 1)
    assert changed_screens(screens, "up", 3) == (["a", "c", "b"], 2)
    assert changed_screens(screens, "up", 1) == (screens, 1)
    assert changed_screens(screens, "down", 3) == (screens, 3)
    assert changed_screens(screens, "insert", 2, "new") == (["a", "b\n\nnew\n", "c"], 2)
    assert changed_screens(screens, "save", 99) == (screens, 3)


def test_codes_follow_from_titles() -> None:
    assert proposed_code("Membaca label pangan", ()) == "MLP-01"
    assert proposed_code("Membaca label pangan", {"MLP-01", "MLP-02"}) == "MLP-03"
    assert proposed_code("12 !", ()) == "M-01"


@given(st.lists(st.sampled_from("abcd"), max_size=6), st.lists(st.sampled_from("abcd"), max_size=6))
def test_every_screen_of_both_is_shown_once(old: list[str], new: list[str]) -> None:
    found = differences.screens(old, new)
    assert [each.old for each in found if each.old] == list(range(1, len(old) + 1))
    assert [each.new for each in found if each.new] == list(range(1, len(new) + 1))
    assert (old == new) == all(each.is_same for each in found)
