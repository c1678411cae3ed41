"""A module's Markdown is read as written, its faults are found by line, and writing gives back what was read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.cli import demo
from alur.learning.rules.content import (
    Answer,
    Asked,
    Checklist,
    Fault,
    Kind,
    Passage,
    Question,
    Reflection,
    Screen,
    What,
    as_file,
    as_screens,
    parse,
    parse_screens,
)

FILE = """\
\ufeff---
# a comment
code: MK-1
title: "Label: ING dan \\"klaim\\""
kind: microlearning
jp: 0.25   # a quarter
minutes: 5
summary: >
  Dua baris
  menjadi satu.
topics:
  - Label
  - 'Pangan: olahan'
published_on: 2026-01-05
complete:
  screens: all
  questions: 70%
  exam: E-1
---

Kata **pembuka**.

# Judul #
Isi pertama.

```
---
# bukan judul
## ? bukan soal
```

---

## ? Berapa *gram*?
Lihat tabel:

| a | b |
|---|---|

- (x) Sembilan
  gram | Benar | sekali
- ( ) a \\| b
- ( ) Tiga |

> Sebab 9.
> Ya.

> Kutipan biasa.

## Lanjutan

## ? Pilih semua
- [X] satu
- [ ] dua

- [x] tiga
Teks sesudahnya.

---
## ? Tulis
- = TIE | singkat
- = tanpa izin \\| edar
"""
READ = (
    Screen("Judul", (Passage("Kata **pembuka**.\n\nIsi pertama.\n\n```\n---\n# bukan judul\n## ? bukan soal\n```"),)),
    Screen(
        "Lanjutan",
        (
            Question(
                "Berapa *gram*?",
                Kind.ONE,
                (
                    Answer("Sembilan gram", feedback="Benar | sekali"),
                    Answer("a \\| b", is_right=False),
                    Answer("Tiga", is_right=False),
                ),
                detail="Lihat tabel:\n\n| a | b |\n|---|---|",
                why="Sebab 9.\nYa.",
            ),
            Passage("> Kutipan biasa."),
            Question(
                "Pilih semua",
                Kind.SEVERAL,
                (Answer("satu"), Answer("dua", is_right=False), Answer("tiga Teks sesudahnya.")),
            ),
        ),
    ),
    Screen("", (Question("Tulis", Kind.SHORT, (Answer("TIE", feedback="singkat"), Answer("tanpa izin | edar"))),)),
)


def test_a_file_is_read() -> None:
    parsed = parse(FILE)

    assert parsed.faults == ()
    assert {name: value.text for name, value in parsed.columns.items()} == {
        "code": "MK-1",
        "title": 'Label: ING dan "klaim"',
        "kind": "microlearning",
        "jp": "0.25",
        "minutes": "5",
        "summary": "Dua baris menjadi satu.",
        "topics": "Label;Pangan: olahan",
        "published_on": "2026-01-05",
    }
    assert parsed.columns["jp"].line == 6
    assert parsed.asked == Asked("all", 70, "E-1")
    assert parsed.screens == READ


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_do_not_matter(ending: str) -> None:
    assert parse(FILE.replace("\n", ending)) == parse(FILE)


@pytest.mark.parametrize(
    ("complete", "asked"),
    [
        ("", Asked("all", None, "")),
        ("complete:\n  screens: 2\n", Asked(2, None, "")),
        ("complete:\n  questions: 100\n", Asked(None, 100, "")),
        ("complete:\n  exam: E 1\n", Asked(None, None, "E 1")),
        ("complete: {screens: ALL, questions: 80}\n", Asked("all", 80, "")),
        ("complete: screens: 1, exam: E-1\n", Asked(1, None, "E-1")),
    ],
)
def test_criteria_are_read(complete: str, asked: Asked) -> None:
    parsed = parse(f"---\ncode: X\n{complete}---\n# A\n---\n## ? q\n- = a\n")
    assert (parsed.asked, parsed.faults) == (asked, ())


FRONT = "---\ncode: X\n---\n"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, What.NO_FRONT), (1, What.NO_SCREENS)]),
        ("# Judul\nisi", [(1, What.NO_FRONT)]),
        ("---\ncode: X\n# A", [(1, What.OPEN_FRONT)]),
        ("---\ncode: X\n---\n", [(4, What.NO_SCREENS)]),
        ("---\ncode X\n---\nA", [(2, What.FRONT_LINE)]),
        ("---\n  code: X\n---\nA", [(2, What.FRONT_LINE)]),
        ("---\ncode: X\n  more\n---\nA", [(3, What.FRONT_LINE)]),
        ("---\ncode: X\ncode: Y\n---\nA", [(3, What.FRONT_TWICE)]),
        ("---\ncode: X\nwarna: Y\n---\nA", [(3, What.FRONT_KEY)]),
        ('---\ncode: "X\n---\nA', [(2, What.FRONT_QUOTES)]),
        ("---\ncode: 'X'y'\n---\nA", [(2, What.FRONT_QUOTES)]),
        ("---\ncode: X\ncomplete:\n---\nA", [(3, What.COMPLETE_EMPTY)]),
        ("---\ncode: X\ncomplete:\n  time: 5\n---\nA", [(4, What.COMPLETE_KEY)]),
        ("---\ncode: X\ncomplete:\n  screens: 2\n---\nA", [(4, What.COMPLETE_SCREENS)]),
        ("---\ncode: X\ncomplete:\n  screens: 0\n---\nA", [(4, What.COMPLETE_SCREENS)]),
        ("---\ncode: X\ncomplete:\n  questions: 101\n---\n## ? q\n- = a", [(4, What.COMPLETE_QUESTIONS)]),
        ("---\ncode: X\ncomplete:\n  questions: 7٣\n---\n## ? q\n- = a", [(4, What.COMPLETE_QUESTIONS)]),
        ("---\ncode: X\ncomplete:\n  questions: 50\n---\nA", [(4, What.COMPLETE_NO_QUESTIONS)]),
        (f"{FRONT}A\0b", [(4, What.CONTROL_CHARACTER)]),
        (f"{FRONT}A\n---\n\n---\nB", [(5, What.EMPTY_SCREEN)]),
        (f"{FRONT}## ?\n- = a", [(4, What.NO_PROMPT)]),
        (f"{FRONT}## ? q\nteks\n## B", [(4, What.NO_ANSWERS)]),
        (f"{FRONT}## ? q\n- (x) a\n- b\n- ( ) c", [(6, What.UNMARKED_ANSWER)]),
        (f"{FRONT}## ? q\n- (x) a\n- ( ) b\n> why\n- ( ) c", [(8, What.LATE_ANSWER)]),
        (f"{FRONT}## ? q\n- (x) a\n- ( ) | hanya", [(6, What.EMPTY_ANSWER)]),
        (f"{FRONT}## ? q\n- (x) a\n- ( ) a", [(6, What.SAME_ANSWER)]),
        (f"{FRONT}## ? q\n- (x) a\n- [ ] b", [(6, What.MIXED_ANSWERS)]),
        (f"{FRONT}## ? q\n- (x) a", [(4, What.ONE_ANSWER)]),
        (f"{FRONT}## ? q\n- (x) a\n- (x) b", [(4, What.ONE_RIGHT)]),
        (f"{FRONT}## ? q\n- ( ) a\n- ( ) b", [(4, What.ONE_RIGHT)]),
        (f"{FRONT}## ? q\n- [ ] a\n- [ ] b", [(4, What.NONE_RIGHT)]),
        (f"{FRONT}## ? q\n" + "".join(f"- = {n}\n" for n in range(21)), [(4, What.MANY_ANSWERS)]),
        (FRONT + "A\n---\n" * 101, [(1, What.MANY_SCREENS)]),
        (FRONT + "## ? q\n- = a\n" * 201, [(1, What.MANY_QUESTIONS)]),
    ],
)
def test_each_fault_is_found_at_its_line(text: str, faults: list[tuple[int, What]]) -> None:
    assert [(fault.line, fault.what) for fault in parse(text).faults] == faults


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = "---\ncomplete: {screens: 9}\nfoo: 1\n---\n## ? q\n- (x) a\n\n---\n---\nB\a"
    assert parse(text).faults == (
        Fault(2, What.COMPLETE_SCREENS, {"text": "9", "most": 3}),
        Fault(
            3,
            What.FRONT_KEY,
            {"name": "foo", "known": "code, title, kind, jp, minutes, summary, topics, published_on, complete"},
        ),
        Fault(5, What.ONE_ANSWER),
        Fault(8, What.EMPTY_SCREEN),
        Fault(10, What.CONTROL_CHARACTER),
    )


@pytest.mark.parametrize("path", demo.contents(until=date.max), ids=lambda path: path.stem)
def test_the_demonstrations_modules_are_without_fault_and_written_back(path: Path) -> None:
    parsed = parse(path.read_text(encoding="utf-8"))
    assert parsed.faults == ()
    assert written_and_read(parsed.columns, parsed.asked, parsed.screens) == parsed.screens


def written_and_read(columns: Any, asked: Asked, screens: tuple[Screen, ...]) -> tuple[Screen, ...]:
    values = {name: value.text for name, value in columns.items()}
    again = parse(as_file(columns=values, asked=asked, screens=screens))
    assert again.faults == ()
    assert {name: value.text for name, value in again.columns.items()} == values
    assert again.asked == asked
    assert parse_screens(as_screens(screens)) == again.screens
    return again.screens


LINES = st.lists(
    st.sampled_from(
        [
            *(
                "",
                "---",
                "# A",
                "## ? q",
                "## ?",
                "- (x) a",
                "- ( ) b | c",
                "- [x] d",
                "- [ ] e",
                "- = f",
                "- 1. g",
                "- 2. h",
                "- i => j",
                "- k => l | m",
                "- ...",
                "- ... n",
                "## [ ] o",
                "=> p",
                "> why",
                ">",
            ),
            *("text  ", "    code", "```", "~~~", "- item", "1. one", "  more", "| a | b |", "#", "### C #", "a | b"),
        ]
    ),
    max_size=25,
)


@given(LINES)
def test_whatever_is_read_without_fault_is_written_back(lines: list[str]) -> None:
    parsed = parse(FRONT + "\n".join(lines))
    if not parsed.faults:
        assert written_and_read(parsed.columns, parsed.asked, parsed.screens) == parsed.screens


WORDS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="`~|\\"), min_size=1, max_size=12).map(
    lambda text: f"k{text}"
)
CHOICES = st.lists(st.tuples(WORDS, WORDS | st.just("")), min_size=2, max_size=6, unique_by=lambda pair: pair[0])


@st.composite
def questions(draw: Any) -> Question:
    kind = draw(st.sampled_from(list(Kind)))
    pairs = draw(CHOICES)
    right = {
        Kind.ONE: {draw(st.integers(0, len(pairs) - 1))},
        Kind.SEVERAL: draw(st.sets(st.integers(0, len(pairs) - 1), min_size=1)),
    }.get(kind, set(range(len(pairs))))
    answers = tuple(
        Answer(text, place in right, feedback, f"p{place}" if kind is Kind.MATCH else "")
        for place, (text, feedback) in enumerate(pairs)
    )
    return Question(draw(WORDS), kind, answers, detail=draw(WORDS | st.just("")), why=draw(WORDS | st.just("")))


KEPT = st.builds(Reflection, WORDS, WORDS | st.just(""), WORDS | st.just(""), WORDS | st.just("")) | st.builds(
    Checklist, WORDS, st.lists(WORDS, min_size=1, max_size=4, unique=True).map(tuple), WORDS | st.just("")
)
SCREENS = st.builds(
    Screen, WORDS, st.lists(questions() | KEPT | st.builds(Passage, WORDS), min_size=1, max_size=4).map(tuple)
).filter(
    # Two passages in a row are one; a passage below a list without an explanation is parted by its blank line.
    lambda screen: (
        not any(
            isinstance(a, Passage) and isinstance(b, Passage)
            for a, b in zip(screen.blocks, screen.blocks[1:], strict=False)
        )
    )
)


@given(
    st.lists(SCREENS, min_size=1, max_size=4).map(tuple), WORDS | st.sampled_from([" x", "a: b", '"', "'", "#", "[a]"])
)
def test_content_is_written_so_that_it_reads_the_same(screens: tuple[Screen, ...], title: str) -> None:
    text = as_file(columns={"code": "X", "title": title}, asked=Asked(1), screens=screens)
    parsed = parse(text)
    assert (parsed.screens, parsed.columns["title"].text.strip(), parsed.faults) == (screens, title.strip(), ())


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    parse(text)
    parse(FRONT + text)
