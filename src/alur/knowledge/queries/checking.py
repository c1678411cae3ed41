"""What is still to be mended in an item that is written, and what its writer should know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alur.base.lib.counts import written
from alur.base.lib.problems import Problem
from alur.knowledge.models import Item
from alur.knowledge.permissions import Reach
from alur.knowledge.queries.items import USUAL_KINDS, topics_read
from alur.knowledge.rules.drafting import (
    LONGEST_SOURCE,
    LONGEST_TITLE,
    LONGEST_TOPIC,
    MOST_TOPICS,
    Typed,
    has_program,
    nearest_topics,
    text_from,
)
from alur.knowledge.rules.versions import Text

LANGUAGES = ("id", "en")
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Choices:
    """What an item may be. kinds: usual ones and the agency's own; topics: those there are."""

    kinds: Sequence[str]
    topics: Sequence[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was typed, as an item would say it. wrong: what keeps it from readers; hints: what does not."""

    text: Text
    wrong: Sequence[Problem]
    hints: Sequence[Problem]

    def of(self, field: str) -> list[Problem]:
        """Return what is to be said beside a field."""
        return [each for each in [*self.wrong, *self.hints] if each.field == field]


def writing_choices() -> Choices:
    """Return what an item may be, in two queries. topics: of what is for all, as those of others tell of it."""
    own = set(Item.objects.order_by().values_list("kind", flat=True).distinct()) - set(USUAL_KINDS)
    return Choices([*USUAL_KINDS, *sorted(own)], topics_read(Reach()).names)


def checked(typed: Typed, choices: Choices) -> Checked:
    """Return what was typed with what is wrong in it."""
    text = text_from(typed, choices.topics)
    return Checked(text, list(wrong(text, choices)), list(hints(text, choices)))


def wrong(text: Text, choices: Choices) -> Iterator[Problem]:
    if not text.title:
        yield fault("no_title", _("It has no title yet."), "title", _("Say in a line what it answers."))
    if not text.body:
        yield fault("no_text", _("There is no text yet."), "body", _("Write it, paste it, or take it from a file."))
    if text.kind not in choices.kinds:
        yield fault("unknown_kind", _("There is no such kind of knowledge."), "kind", _("Choose one of the list."))
    if text.language not in LANGUAGES:
        yield fault("unknown_language", _("There is no such language."), "language", _("Choose one of the list."))
    yield from too_much(text)


def too_much(text: Text) -> Iterator[Problem]:
    fields = [("title", text.title, LONGEST_TITLE), ("source", text.source, LONGEST_SOURCE)]
    fields += [("topics", topic, LONGEST_TOPIC) for topic in text.topics]
    yield from (too_long(name, len(value), most) for name, value, most in fields if len(value) > most)
    if len(text.topics) > MOST_TOPICS:
        message = _("It has more than %(most)s topics.") % {"most": MOST_TOPICS}
        yield fault("many_topics", message, "topics", _("Keep those that somebody would look for."))


def hints(text: Text, choices: Choices) -> Iterator[Problem]:
    for topic in text.topics:
        if topic not in choices.topics and len(topic) <= LONGEST_TOPIC:
            yield unknown_topic(topic, nearest_topics(topic, choices.topics))
    if has_program(text.body):
        yield fault(
            "program",
            _("The text holds program code. It is kept as you typed it, but readers never get it."),
            "body",
            _("To show code, put it between two lines ```; else take it out."),
        )


def unknown_topic(topic: str, near: Sequence[str]) -> Problem:
    mend = _("Take it out, or leave it: whoever publishes it decides.")
    if near:
        mend = _("Is it “%(near)s”? Else leave it: whoever publishes it decides.") % {"near": "”, “".join(near)}
    return fault("unknown_topic", _("No item has the topic “%(topic)s” yet.") % {"topic": topic}, "topics", mend)


def too_long(field: str, count: int, most: int) -> Problem:
    told = {"count": written(count), "most": written(most)}
    message = _("The text has %(count)s characters; at most %(most)s fit.") % told
    return fault("too_long", message, field, _("Shorten it; a sentence or two are read best."))


def fault(code: str, message: str, field: str, mend: str) -> Problem:
    return Problem(f"knowledge.{code}", message, field=field, mend=mend, status=UNPROCESSABLE)


def draft_wrong(problems: Sequence[Problem]) -> Problem:
    """Return the Problem of a draft that cannot be published as it is."""
    return Problem(
        "knowledge.draft_wrong",
        " ".join(map(str, problems)),
        mend=_("The editor shows it at its field."),
        details=tuple(problems),
        status=UNPROCESSABLE,
    )
