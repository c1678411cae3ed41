"""The figures of curation: rules by examples, and the page with its file."""

from datetime import date

from alur.knowledge.rules.figures import Asked, Kept, by_kind, of_questions

TODAY = date(2026, 6, 1)
BEFORE, AFTER = date(2026, 5, 1), date(2027, 5, 1)


def kept(kind: str, reads: int, verified_on: date | None, *, review_on: date | None = AFTER) -> Kept:
    return Kept(kind, reads, date(2026, 1, 1), verified_on, review_on, None)


def test_what_was_read_counts_as_often_as_it_was() -> None:
    items = [
        kept("procedure", 90, BEFORE),
        kept("procedure", 10, None),
        kept("lesson", 100, BEFORE, review_on=BEFORE),  # verified, but due
    ]
    procedure, lesson, all_of_them = by_kind(items, ["procedure", "lesson"], TODAY)
    assert (procedure.items, procedure.fresh, procedure.read_share) == (2, 1, 0.9)
    assert (lesson.fresh, lesson.read_share) == (0, 0.0)
    assert (all_of_them.reads, all_of_them.reads_of_fresh, all_of_them.fresh_share) == (200, 90, 1 / 3)


def test_age_is_of_the_middle_item_since_it_was_verified_or_written() -> None:
    [lesson, _] = by_kind(
        [kept("lesson", 0, BEFORE), kept("lesson", 0, None), kept("lesson", 0, BEFORE)], ["lesson"], TODAY
    )
    assert lesson.age_days == 31


def test_nothing_has_no_share() -> None:
    [nothing] = by_kind([], [], TODAY)
    assert (nothing.fresh_share, nothing.read_share, nothing.age_days) == (None, None, 0)


def test_questions_wait_and_are_answered() -> None:
    asked = [
        Asked(date(2026, 5, 22), None),
        Asked(date(2026, 5, 30), None),
        Asked(date(2026, 5, 1), date(2026, 5, 4)),
        Asked(date(2024, 5, 1), date(2024, 7, 4)),  # long ago
    ]
    found = of_questions(asked, TODAY)
    assert (found.open, found.oldest_days, found.answered, found.answer_days) == (2, 10, 1, 3)
    assert of_questions([], TODAY).oldest_days is None
