"""What phone and server must say alike: when something happened, and whether an answer is right."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.learning.queries.contents import shown_question
from alur.learning.queries.phones import judged
from alur.learning.rules import answering
from alur.learning.rules.content import Answer, Kind, Question
from alur.learning.rules.phones import CLOCK_IS_WRONG_FROM, OLDEST, happened_at, is_too_old
from setup.places import NODE_HOME

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
spans = st.timedeltas(timedelta(0), timedelta(days=30))
offsets = st.timedeltas(-timedelta(days=3_000), timedelta(days=3_000))


@given(ago=spans, offset=offsets, delay=st.timedeltas(timedelta(0), timedelta(seconds=60)))
def test_a_moment_is_found_again_whatever_the_clock_says(ago: timedelta, offset: timedelta, delay: timedelta) -> None:
    phone_now = NOW - delay + offset
    at = happened_at(phone_now - ago, phone_now=phone_now, now=NOW)

    assert at <= NOW
    error = abs(at - (NOW - delay - ago))
    assert error <= max(delay, min(abs(offset), CLOCK_IS_WRONG_FROM + delay))


@pytest.mark.parametrize(
    ("wrong_by", "expected"),
    [
        (timedelta(0), timedelta(minutes=10)),
        (timedelta(seconds=119), timedelta(minutes=10) - timedelta(seconds=119)),
        (timedelta(minutes=2), timedelta(minutes=10)),
        (timedelta(days=-365), timedelta(minutes=10)),
        (timedelta(days=365), timedelta(minutes=10)),
    ],
)
def test_only_a_clock_that_is_wrong_is_corrected(wrong_by: timedelta, expected: timedelta) -> None:
    phone_now = NOW + wrong_by
    assert NOW - happened_at(phone_now - timedelta(minutes=10), phone_now=phone_now, now=NOW) == expected


def test_what_lies_ahead_happened_now() -> None:
    assert happened_at(NOW + timedelta(days=1), phone_now=NOW, now=NOW) == NOW


def test_how_old_is_too_old() -> None:
    found = [is_too_old(NOW - OLDEST - extra, now=NOW) for extra in (-SECOND, timedelta(0), SECOND)]
    assert found == [False, False, True]


ACCEPTED = ["TIE", "36", "1,5", "Straße", "ﬁsik", "Δίκης", "25 °C", "“Halal”", "a  b", "½", "x²", "NIP."]
TYPED = [
    *(" tie. ", "TIE!", "t i e", "36", "36 ", "(36)", "1.5", "1,5", "١,٥", "STRASSE", "straße", "fisik", "FISIK"),
    *(
        "δίκησ",
        "25 °c",
        "25°C",
        "halal",
        "'halal'",
        "A b",
        "a\tb",
        "a\u00a0b",
        "a\u2028b",
        "a\u0000b",
        "1⁄2",
        "X2",
        "nip",
    ),
    *(
        "36,0",
        "a\u200bb",
        "\ufeffTIE",
        "tie\r\n",
        "ТIE",
        "x" * 600,
        "🙈",
        "e\u0301",
        "é",
        "1,2,3",
        "1.2,3",
        "",
        ".",
        "…",
    ),
]
FLAGS = ["--experimental-strip-types", "--no-warnings", "--input-type=module"]
ARRANGED = [
    ["1-1", "2-2", "3-3"],
    ["1-3", "2-1", "3-2"],
    ["3-1", "1-2", "2-3"],
    ["2-1", "3-2", "1-3"],
    ["1-1", "1-2", "3-3"],
    ["1-1", "2-1", "3-3"],
    ["1-1", "2-2"],
    ["0-1", "2-2", "3-3"],
    ["x-1", "2-2", "3-3"],
    ["1", "2", "3"],
    ["1", "2", "1"],
    ["2", "1", "2"],
    ["2", "2", "1"],
    ["1", "1", "1"],
    ["9", "1", "2"],
    ["", "1", "2"],
    ["1", "2"],
    [],
]
CHOICES = [["1"], ["2"], ["1", "3"], ["3", "1"], ["1", "2", "3"], []]


def asked(kind: Kind, *answers: Answer) -> Question:
    return Question("?", kind, answers)


QUESTIONS = [
    asked(Kind.SHORT, *(Answer(text) for text in ACCEPTED)),
    asked(Kind.SHORT, Answer("é")),
    asked(Kind.ONE, Answer("a"), Answer("b", is_right=False), Answer("c", is_right=False)),
    asked(Kind.SEVERAL, Answer("a"), Answer("b", is_right=False), Answer("c")),
    asked(Kind.ORDER, Answer("a"), Answer("b"), Answer("c")),
    asked(Kind.MATCH, Answer("a", pair="x"), Answer("b", pair="y"), Answer("c", pair="x")),
    asked(Kind.MATCH, Answer("a", pair="x"), Answer("b", pair="y"), Answer("c", pair="z")),
]
VALUES = {Kind.SHORT: [[text] for text in TYPED], Kind.ORDER: ARRANGED, Kind.MATCH: ARRANGED}


def test_the_phone_judges_as_the_server_does() -> None:
    cases = []
    for question in QUESTIONS:
        shape = judged(shown_question(question, 1, 1, {}))
        given_values = VALUES.get(question.kind, CHOICES)
        cases += [(question, shape, values) for values in given_values]
    script = (
        f'import {{ given, isRight }} from "{ROOT / "src/alur/learning/frontend/ts/judging.ts"}";'
        'import { readFileSync } from "node:fs";'
        'const told = JSON.parse(readFileSync(0, "utf8")).map(([question, values]) => {'
        "const response = given(question, values); return [response, isRight(question, response)]; });"
        "console.log(JSON.stringify(told));"
    )
    done = subprocess.run(
        [NODE_HOME / "bin" / "node", *FLAGS, "-e", script],
        input=json.dumps([(shape, values) for _question, shape, values in cases]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    expected = []
    for question, _shape, values in cases:
        response = answering.given(question, values)
        expected.append([response, answering.is_right(question, response)])
    assert json.loads(done.stdout) == expected
