"""What the editor's buttons insert: an example of each block, in the language of the screen."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alur.base.files.rules import Use, use_of

SILENT_FILM = re.compile(r"!\[[^\]\n]*\]\([^\s()]+\.(?:mp4|webm)\)")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A block to begin with. name: on its button."""

    key: str
    name: str
    text: str


def snippets() -> list[Snippet]:
    """Return all blocks, in the order of their buttons."""
    # Never within an f-string: there the collector of texts does not look.
    question, right, wrong = _("What do you ask?"), _("A right answer"), _("A wrong answer")
    why = _("Why it is so.")
    order, belongs = _("In which order?"), _("What belongs together?")
    before, first, second = _("Before you go"), _("First thing"), _("Second thing")
    tomorrow, column = _("What will you do differently tomorrow?"), _("Column")
    one_way, other_way = _("What she does first"), _("What she does instead")
    remember, keep = _("Remember"), _("the one thing to keep.")
    return [
        Snippet("one", _("One choice"), f"## ? {question}\n- (x) {right}\n- ( ) {wrong}\n> {why}"),
        Snippet(
            "several",
            _("Several choices"),
            f"## ? {question}\n- [x] {right}\n- [x] {right} 2\n- [ ] {wrong}\n> {why}",
        ),
        Snippet("short", _("Short text"), f"## ? {question}\n- = {right}\n> {why}"),
        Snippet("order", _("Put in order"), f"## ? {order}\n{steps()}\n> {why}"),
        Snippet("match", _("Match pairs"), f"## ? {belongs}\n{pairs()}\n> {why}"),
        Snippet("list", _("Checklist"), f"## [ ] {before}\n- [ ] {first}\n- [ ] {second}"),
        Snippet("note", _("Reflection"), f"## ? {tomorrow}\n- ..."),
        Snippet("branch", _("Branch"), f"- [{one_way}](#a)\n- [{other_way}](#b)"),
        Snippet("table", _("Table"), f"| {column} A | {column} B |\n|---|---|\n| 1 | 2 |"),
        Snippet("callout", _("Callout"), f"> **{remember}:** {keep}"),
    ]


def steps() -> str:
    step = _("Step")
    return "\n".join(f"- {number}. {step} {number}" for number in (1, 2, 3))


def pairs() -> str:
    term, meaning = _("Term"), _("Meaning")
    return "\n".join(f"- {term} {number} => {meaning} {number}" for number in (1, 2))


def snippet(key: str) -> str:
    """Return the text of a block, "" when there is none of this key."""
    return next((each.text for each in snippets() if each.key == key), "")


def with_captions(screen: str, name: str) -> str:
    """Return a screen with captions named behind the last of its films that has none; as it is when there is none."""
    silent = list(SILENT_FILM.finditer(screen))
    if not silent:
        return screen
    closes = silent[-1].end() - 1
    return f'{screen[:closes]} "{name}"{screen[closes:]}'


def file_text(alt: str, name: str) -> str:
    """Return the Markdown of a file. alt: what it shows, for those who cannot see it, or what it is."""
    words = " ".join(alt.split()).replace("[", "(").replace("]", ")")
    use = use_of(name)
    if use is Use.CAPTIONS:
        film = words or _("What the film shows")
        return f'![{film}](film.mp4 "{name}")'
    if use is Use.DOCUMENT:
        return f"[{words or name}]({name})"
    shows = words or _("What the picture shows")
    return f"![{shows}]({name})"
