"""What a session handed out, as the text of a knowledge item: in the agency's language, as titles are. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

BLOCK = re.compile(r"^(\d*)([#+=.)-])")  # at the beginning of a line it would be more than words
SPECIAL = re.compile(r"([\\`*_\[\]<>&~|])")


@dataclass(frozen=True, slots=True)
class Handout:
    """Something handed out. address: where it lies; note: what kind of thing it is, "" for nothing to say."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was held. address: of its page; day: when, in words; recordings: films and sound."""

    title: str
    address: str
    day: str
    speaker: str
    summary: str
    material: Sequence[Handout]
    recordings: Sequence[Handout]


def body(held: Held) -> str:
    """Return the text in Markdown."""
    speaker = f" oleh {plain(held.speaker)}" if held.speaker else ""
    parts = [plain(held.summary), f"Disampaikan{speaker} pada {held.day}. [Halaman sesi]({held.address})"]
    for name, some in (("Materi", held.material), ("Rekaman", held.recordings)):
        if some:
            parts += [f"## {name}", "\n".join(map(line, some))]
    return "\n\n".join(filter(None, parts)) + "\n"


def line(each: Handout) -> str:
    # In angle brackets an address may hold anything but these.
    address = each.address.replace("<", "%3C").replace(">", "%3E")
    return f"- [{plain(each.title)}](<{address}>)" + (f" ({each.note})" if each.note else "")


def plain(text: str) -> str:
    """Return a text so that Markdown reads it as it is, in one line."""
    return BLOCK.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", " ".join(text.split())))
