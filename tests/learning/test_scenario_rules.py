"""Ways through a module by choices: how they are written, what can be wrong with them, and which one is hers."""

import json
import subprocess
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.learning.rules.content import Choice, as_screens, parse, parse_screens
from alur.learning.rules.content.flow import Targets, targets
from alur.learning.rules.ways import way
from setup.places import NODE_HOME
from tests.learning.test_phone_rules import FLAGS, ROOT

FRONT = "---\ncode: M1\n---\n"
SCENARIO = (
    FRONT
    + """# Suhu lemari 12 °C {#awal}
Apa yang Anda lakukan?

- [Catat saja](#catat)
- [Pindahkan **vaksin**](#pindah)

---
# Hanya dicatat {#catat}
Vaksin rusak.

- [Ulangi](#awal)

---
# Dipindahkan {#pindah}
Benar.

---
# Penutup
"""
)


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.what.value) for fault in parse(FRONT + text).faults]


def test_choices_are_read_and_written_the_same() -> None:
    read = parse(SCENARIO)
    assert read.faults == ()
    assert [screen.id for screen in read.screens] == ["awal", "catat", "pindah", ""]
    assert read.screens[0].title == "Suhu lemari 12 °C"
    assert read.screens[0].choices == (Choice("Catat saja", "catat"), Choice("Pindahkan **vaksin**", "pindah"))
    assert targets(read.screens) == ((2, 3), (1,), (4,), ())
    assert parse_screens(as_screens(read.screens)) == read.screens


def test_links_and_braces_of_modules_without_names_stay_what_they_were() -> None:
    body = "# Satu\n- [Ke bawah](#b)\n\n---\n# Himpunan {a, b}\nIsi\n"
    first, second = parse_screens(body)
    assert (first.choices, len(first.blocks), second.title, second.id) == ((), 1, "Himpunan {a, b}", "")


def test_code_offers_no_choice() -> None:
    assert parse(FRONT + "# A {#a}\n```\n- [x](#y)\n```\n").faults == ()


WRONG = {
    "unknown": ("# A {#a}\n- [x](#b)\n", [(5, "unknown_id")]),
    "unknown without any name": ("# A\n- [x](#b)\n", [(5, "unknown_id")]),
    "twice": ("# A {#a}\n- [x](#a)\n\n---\n# B {#a}\n", [(8, "same_id")]),
    "unreached": ("# A {#a}\n- [x](#c)\n\n---\n# B {#b}\n\n---\n# C {#c}\n", [(8, "unreached_screen")]),
    "endless": (
        "# A {#a}\n- [x](#b)\n- [y](#c)\n\n---\n# B {#b}\n- [z](#d)\n\n---\n# D {#d}\n- [w](#b)\n\n---\n# C {#c}\n",
        [(9, "endless_way"), (13, "endless_way")],
    ),
    "many": ("# A {#a}\n" + "- [x](#b)\n" * 9 + "\n---\n# B {#b}\n", [(5, "many_choices")]),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_stands_at_its_line(case: str) -> None:
    text, expected = WRONG[case]
    assert faults(text) == expected


WAYS: list[tuple[Targets, dict[int, int], tuple[int, ...]]] = [
    (((2,), (3,), ()), {}, (1, 2, 3)),
    (((),), {}, (1,)),
    (((2, 3), (1,), (4,), ()), {}, (1, 3, 4)),
    (((2, 3), (1,), (4,), ()), {1: 3}, (1, 3, 4)),
    (((2, 3), (1,), (4,), ()), {1: 2}, (1, 3, 4)),  # led back, she stands before the choice again
    (((2, 3), (5,), (4,), (5,), ()), {1: 3}, (1, 3, 4, 5)),
    (((2, 3), (5,), (4,), (5,), ()), {}, (1, 2, 5)),
    (((2, 3), (5,), (4,), (5,), ()), {1: 99}, (1, 2, 5)),
]


@pytest.mark.parametrize(("ahead", "chosen", "expected"), WAYS)
def test_her_way(ahead: Targets, chosen: dict[int, int], expected: tuple[int, ...]) -> None:
    assert way(ahead, chosen) == expected


@st.composite
def flows(draw: Any) -> tuple[Targets, dict[int, int]]:
    size = draw(st.integers(1, 7))
    numbers = st.integers(1, size)
    ahead = [tuple(dict.fromkeys(draw(st.lists(numbers, min_size=1, max_size=3)))) for _ in range(size - 1)]
    return (*ahead, ()), draw(st.dictionaries(numbers, numbers, max_size=size))


@given(flows())
def test_a_way_never_goes_round(flow: tuple[Targets, dict[int, int]]) -> None:
    found = way(*flow)
    assert found[0] == 1
    assert len(set(found)) == len(found)
    assert all(other in flow[0][here - 1] for here, other in pairwise(found))


def test_the_phone_goes_the_same_way() -> None:
    cases: list[Any] = []

    @given(flows())
    def gather(flow: tuple[Targets, dict[int, int]]) -> None:
        cases.append(flow)

    gather()
    cases += [(ahead, chosen) for ahead, chosen, _ in WAYS]
    script = (
        f'import {{ way }} from "{ROOT / "src/alur/learning/frontend/ts/ways.ts"}";'
        'import { readFileSync } from "node:fs";'
        'const told = JSON.parse(readFileSync(0, "utf8")).map(([ahead, chosen]) => way(ahead, new Map(chosen)));'
        "console.log(JSON.stringify(told));"
    )
    done = subprocess.run(
        [NODE_HOME / "bin" / "node", *FLAGS, "-e", script],
        input=json.dumps([(ahead, list(chosen.items())) for ahead, chosen in cases]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [list(way(ahead, chosen)) for ahead, chosen in cases]
