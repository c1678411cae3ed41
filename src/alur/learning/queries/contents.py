"""Contents of modules, ready to be shown. A version never changes, so each process keeps those it has shown."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from django.urls import reverse
from markupsafe import Markup

from alur.base.lib import bulk, markdown
from alur.learning.models import Draft
from alur.learning.rules.answering import is_pair, ordered, paired, shuffled
from alur.learning.rules.content import (
    Asked,
    Checklist,
    Kept,
    Kind,
    Passage,
    Question,
    Reflection,
    Screen,
    parse_screens,
)
from alur.learning.rules.content.flow import Targets, targets
from alur.learning.rules.criteria import Size

MOST_REMEMBERED = 200
CONTENT = """
SELECT a.code, c.body, c.asked, c.images FROM learning_modulecontent c JOIN catalogue_activity a ON a.id = c.activity_id
WHERE c.id = %s AND c.digest = %s
"""
KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a module's content, told without reading it. number: from 1."""

    id: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer to choose, a text that is accepted, a step or a pair. number: within its question, from 1."""

    number: int
    html: Markup
    text: str
    is_right: bool
    feedback: Markup
    pair: Markup
    pair_words: str


@dataclass(frozen=True, slots=True)
class Matched:
    """A pair as somebody made it. pair: what she chose, None when nothing that is known."""

    answer: ShownAnswer
    pair: ShownAnswer | None
    is_right: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question. number: within the module, from 1; question: what it was made of."""

    number: int
    screen: int
    prompt: Markup
    detail: Markup
    why: Markup
    answers: tuple[ShownAnswer, ...]
    question: Question

    @property
    def kind(self) -> Kind:
        """How it is answered."""
        return self.question.kind

    @property
    def offered(self) -> list[ShownAnswer]:
        """The steps, or what is to be matched, in the order in which they are shown."""
        return [self.answers[number - 1] for number in shuffled(self.question)]

    def in_order(self, response: str) -> list[ShownAnswer]:
        """Return the steps in the order of a response."""
        return [self.answers[number - 1] for number in ordered(self.question, response)]

    def in_pairs(self, response: str) -> list[Matched]:
        """Return the pairs of a response."""
        chosen = paired(self.question, response)
        return [
            Matched(
                answer,
                self.answers[chosen[answer.number] - 1] if answer.number in chosen else None,
                is_pair(self.question, answer.number, chosen.get(answer.number)),
            )
            for answer in self.answers
        ]


@dataclass(frozen=True, slots=True)
class ShownKept:
    """A checklist (items) or something to write down (without). key: tells it from the module's others."""

    key: str
    prompt: Markup
    detail: Markup
    why: Markup
    hint: str
    items: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A way on from a screen. target: number of the screen that it leads to, 0 when there is none of that name."""

    html: Markup
    target: int


@dataclass(frozen=True, slots=True)
class ShownScreen:
    """A screen. number: from 1; title: its words, heading: the same with markup; "" when it has none."""

    number: int
    title: str
    heading: Markup
    parts: tuple[Markup | ShownQuestion | ShownKept, ...]
    choices: tuple[ShownChoice, ...] = ()

    @property
    def kept(self) -> list[ShownKept]:
        """The checklists and reflections on the screen, in order."""
        return [part for part in self.parts if isinstance(part, ShownKept)]

    @property
    def questions(self) -> list[ShownQuestion]:
        """The questions on the screen, in order."""
        return [part for part in self.parts if isinstance(part, ShownQuestion)]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that stands in a module.

    files: what the text calls each stored file that it has; targets: where each screen leads (rules.content.flow).
    """

    asked: Asked
    screens: tuple[ShownScreen, ...]
    files: Mapping[str, str]
    targets: Targets

    @property
    def questions(self) -> list[ShownQuestion]:
        """All questions, in order."""
        return [question for screen in self.screens for question in screen.questions]

    @property
    def size(self) -> Size:
        """How much there is."""
        return Size(len(self.screens), len(self.questions))


def contents(version: Version) -> Contents:
    """Return what stands in a version; read and put into HTML once a process."""
    return remembered(version.id, version.digest)


@lru_cache(maxsize=MOST_REMEMBERED)
def remembered(id: int, digest: str) -> Contents:
    [(code, body, asked, stored)] = bulk.read(CONTENT, [id, digest])
    names: dict[str, str] = json.loads(stored)
    images = {name: file_address(code, file) for name, file in names.items()}
    files = {file: unquote(name).rpartition("/")[2] for name, file in names.items()}
    screens = parse_screens(body)
    return Contents(Asked(**json.loads(asked)), shown_screens(screens, images), files, targets(screens))


def shown_screens(screens: Sequence[Screen], images: Mapping[str, str]) -> tuple[ShownScreen, ...]:
    """Return screens as they are shown. images: address of each file by the name that the screens give it."""
    shown: list[ShownScreen] = []
    asked_before = 0
    keys: Counter[str] = Counter()
    numbers = {screen.id: number for number, screen in enumerate(screens, start=1) if screen.id}
    for number, screen in enumerate(screens, start=1):
        parts = tuple(parts_of(screen, number, asked_before, images, keys))
        choices = tuple(ShownChoice(inline(each.text), numbers.get(each.target, 0)) for each in screen.choices)
        shown.append(ShownScreen(number, markdown.plain_text(screen.title), inline(screen.title), parts, choices))
        asked_before += len(screen.questions)
    return tuple(shown)


def file_address(code: str, name: str) -> str:
    """Return where a stored file of a module is had."""
    return reverse("modul_berkas", kwargs={"code": code, "name": name})


def draft_images(draft: Draft) -> dict[str, str]:
    """Return where each file of a draft is had while it is written, by the name that its screens give it."""
    return {
        name: reverse("kurasi_berkas", kwargs={"id": draft.pk, "name": file}) for name, file in draft.images.items()
    }


def parts_of(
    screen: Screen, number: int, asked_before: int, images: Mapping[str, str], keys: Counter[str]
) -> Iterator[Markup | ShownQuestion | ShownKept]:
    """Yield what stands on a screen. keys: of what is kept, with how often each came so far."""
    for block in screen.blocks:
        if isinstance(block, Passage):
            yield html(block.markdown, images)
        elif isinstance(block, Kept):
            yield shown_kept(block, images, keys)
        else:
            asked_before += 1
            yield shown_question(block, asked_before, number, images)


def shown_question(question: Question, number: int, screen: int, images: Mapping[str, str]) -> ShownQuestion:
    answers = tuple(
        ShownAnswer(
            place,
            inline(answer.text),
            answer.text,
            answer.is_right,
            inline(answer.feedback),
            inline(answer.pair),
            markdown.plain_text(answer.pair),
        )
        for place, answer in enumerate(question.answers, start=1)
    )
    prompt, detail, why = inline(question.prompt), html(question.detail, images), html(question.why, images)
    return ShownQuestion(number, screen, prompt, detail, why, answers, question)


def shown_kept(block: Kept, images: Mapping[str, str], keys: Counter[str]) -> ShownKept:
    items = block.items if isinstance(block, Checklist) else ()
    # By its words, so that she keeps hers when a newer version says the same; the same words again get another.
    name = "\n".join([block.prompt, *items])
    keys[name] += 1
    key = hashlib.sha256(f"{keys[name]}/{name}".encode()).hexdigest()[:KEY_LENGTH]
    hint, why = (block.hint, block.why) if isinstance(block, Reflection) else ("", "")
    shown = tuple(inline(item) for item in items)
    return ShownKept(
        key, inline(block.prompt), html(block.detail, images), html(why, images), markdown.plain_text(hint), shown
    )


def html(text: str, images: Mapping[str, str]) -> Markup:
    return Markup(markdown.to_html(text, images=images))  # noqa: S704  sanitised there


def inline(text: str) -> Markup:
    return Markup(markdown.inline_html(text))  # noqa: S704  sanitised there
