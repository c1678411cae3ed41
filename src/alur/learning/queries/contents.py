"""Contents of modules, ready to be shown. A version never changes, so each process keeps those it has shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from markupsafe import Markup

from alur.base.lib import markdown
from alur.learning.models import ModuleContent
from alur.learning.rules.content import Asked, Kind, Passage, Question, Screen, parse_screens
from alur.learning.rules.criteria import Size

MOST_REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a module's content, told without reading it. number: from 1."""

    id: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer to choose, or a text that is accepted. number: within its question, from 1."""

    number: int
    html: Markup
    text: str
    is_right: bool
    feedback: Markup


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


@dataclass(frozen=True, slots=True)
class ShownScreen:
    """A screen. number: from 1; title: its words, heading: the same with markup; "" when it has none."""

    number: int
    title: str
    heading: Markup
    parts: tuple[Markup | ShownQuestion, ...]

    @property
    def questions(self) -> list[ShownQuestion]:
        """The questions on the screen, in order."""
        return [part for part in self.parts if isinstance(part, ShownQuestion)]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that stands in a module. pictures: names of the stored ones."""

    asked: Asked
    screens: tuple[ShownScreen, ...]
    pictures: tuple[str, ...]

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
    row = ModuleContent.objects.get(pk=id, digest=digest)
    images = {name: picture_address(stored) for name, stored in row.images.items()}
    shown: list[ShownScreen] = []
    asked_before = 0
    for number, screen in enumerate(parse_screens(row.body), start=1):
        parts = tuple(parts_of(screen, number, asked_before, images))
        shown.append(ShownScreen(number, markdown.plain_text(screen.title), inline(screen.title), parts))
        asked_before += len(screen.questions)
    return Contents(Asked(**row.asked), tuple(shown), tuple(sorted(set(row.images.values()))))


def picture_address(name: str) -> str:
    return reverse("modul_berkas", kwargs={"name": name})


def parts_of(
    screen: Screen, number: int, asked_before: int, images: Mapping[str, str]
) -> Iterator[Markup | ShownQuestion]:
    for block in screen.blocks:
        if isinstance(block, Passage):
            yield html(block.markdown, images)
        else:
            asked_before += 1
            yield shown_question(block, asked_before, number, images)


def shown_question(question: Question, number: int, screen: int, images: Mapping[str, str]) -> ShownQuestion:
    answers = tuple(
        ShownAnswer(place, inline(answer.text), answer.text, answer.is_right, inline(answer.feedback))
        for place, answer in enumerate(question.answers, start=1)
    )
    prompt, detail, why = inline(question.prompt), html(question.detail, images), html(question.why, images)
    return ShownQuestion(number, screen, prompt, detail, why, answers, question)


def html(text: str, images: Mapping[str, str]) -> Markup:
    return Markup(markdown.to_html(text, images=images))  # noqa: S704  sanitised there


def inline(text: str) -> Markup:
    return Markup(markdown.inline_html(text))  # noqa: S704  sanitised there
