"""What is other between two texts: both can be read off it, long ones in time, and what is the same is folded."""

from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.differing import Piece, folded, words

LINES = st.lists(st.sampled_from(["", "a", "a b", "b a.", "  b"]), max_size=8).map("\n".join)


@given(LINES, LINES)
def test_both_texts_can_be_read_off_their_differences(old: str, new: str) -> None:
    pieces = words(old, new)
    assert "".join(piece.text for piece in pieces if piece.side != "new") == old
    assert "".join(piece.text for piece in pieces if piece.side != "old") == new
    assert (old == new) == all(piece.side == "same" for piece in pieces)


def test_it_is_words_that_are_other_even_in_a_long_text() -> None:
    lines = [f"kata ke {number} dari semua\n" for number in range(1_500)]
    changed = [*lines]
    changed[3], changed[900] = "kata nol dari semua\n", "kata ke 900 dari semua dan satu lagi\n"
    pieces = words("".join(lines), "".join(changed))
    assert [(piece.side, piece.text) for piece in pieces if piece.side != "same"] == [
        ("old", "ke 3"),
        ("new", "nol"),
        ("new", " dan satu lagi"),
    ]


def test_too_many_lines_are_compared_as_a_whole() -> None:
    old, new = ("".join(f"{word} {number}\n" for number in range(2_500)) for word in ("satu", "dua"))
    assert [piece.side for piece in words(old, new)] == ["old", "new"]


@given(st.lists(st.tuples(st.sampled_from(["same", "old", "new"]), st.integers(0, 300)), max_size=4))
def test_folding_loses_nothing(made: list[tuple[str, int]]) -> None:
    pieces = [Piece(side, "kata " * count) for side, count in made]  # type: ignore[arg-type]
    found = folded(pieces)
    assert "".join(piece.text for piece in found) == "".join(piece.text for piece in pieces)
    assert all(piece.side != "folded" or len(piece.text) >= 480 for piece in found)


def test_what_is_the_same_is_folded_around_what_is_other() -> None:
    long = "kata " * 300
    assert [piece.side for piece in folded([Piece("same", long), Piece("new", "lain"), Piece("same", long)])] == [
        "folded",
        "same",
        "new",
        "same",
        "folded",
    ]
