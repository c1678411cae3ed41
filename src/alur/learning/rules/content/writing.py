"""Writes content as the file it could have been read from."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from alur.learning.rules.content.shapes import Answer, Asked, Block, Checklist, Kind, Passage, Reflection, Screen

BREAK = "\n\n---\n\n"
# Written without quotes when nothing in it could be read otherwise.
PLAIN = re.compile(r"[A-Za-z0-9][^\x00-\x1f#:\[\]{}\"'>|]*")
MARKS = {(Kind.ONE, True): "(x)", (Kind.ONE, False): "( )", (Kind.SEVERAL, True): "[x]", (Kind.SEVERAL, False): "[ ]"}


def as_file(*, columns: Mapping[str, str], asked: Asked, screens: Sequence[Screen]) -> str:
    """Return a whole file. columns: of the front matter, in order; empty ones are left out."""
    lines = [f"{name}: {scalar(value)}" for name, value in columns.items() if value]
    front = "\n".join([*lines, *criteria(asked)])
    return f"---\n{front}\n---\n\n{as_screens(screens)}"


def scalar(value: str) -> str:
    is_plain = PLAIN.fullmatch(value) and value == value.strip()
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def criteria(asked: Asked) -> Iterator[str]:
    given = {"screens": asked.screens, "questions": asked.percent, "exam": asked.exam}
    if any(given.values()):
        yield "complete:"
    for name, value in given.items():
        if value:
            yield f"  {name}: {scalar(str(value))}"


def as_screens(screens: Sequence[Screen]) -> str:
    """Return the screens alone, always in the same spelling."""
    return BREAK.join(map(screen_text, screens)) + "\n"


def screen_text(screen: Screen) -> str:
    heading = f"{screen.title} {{#{screen.id}}}".strip() if screen.id else screen.title
    title = [f"# {heading}"] if heading else []
    choices = "\n".join(f"- [{choice.text}](#{choice.target})" for choice in screen.choices)
    return "\n\n".join([*title, *(block_text(block) for block in screen.blocks), *([choices] if choices else [])])


def block_text(block: Block) -> str:
    if isinstance(block, Passage):
        return block.markdown
    if isinstance(block, Checklist):
        return below(f"## [ ] {block.prompt}", block.detail, [f"- [ ] {item}" for item in block.items])
    if isinstance(block, Reflection):
        return below(f"## ? {block.prompt}", block.detail, [f"- ... {block.hint}".rstrip()], block.why)
    answers = (answer_text(block.kind, each, place) for place, each in enumerate(block.answers, start=1))
    return below(f"## ? {block.prompt}", block.detail, answers, block.why)


def below(heading: str, detail: str, items: Iterable[str], why: str = "") -> str:
    parted = ["", detail, ""] if detail else []
    said = [f"> {line}".rstrip() for line in why.split("\n")] if why else []
    return "\n".join([heading, *parted, *items, *said])


def answer_text(kind: Kind, answer: Answer, place: int) -> str:
    feedback = f" | {answer.feedback}" if answer.feedback else ""
    if kind is Kind.SHORT:
        return f"- = {answer.text.replace('|', chr(92) + '|')}{feedback}"
    if kind is Kind.ORDER:
        return f"- {place}. {answer.text}{feedback}"
    if kind is Kind.MATCH:
        return f"- {answer.text} => {answer.pair}{feedback}"
    return f"- {MARKS[kind, answer.is_right]} {answer.text}{feedback}"
