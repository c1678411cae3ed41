"""What was read out of a file, as it stands in the editor. Pure."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from alur.knowledge.rules.drafting import LONGEST_TITLE, Typed

HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*#*(?:\n+|\Z)")
ESCAPED = re.compile(r"\\([^\w\s])|\*\*")


def typed_from_file(name: str, texts: Sequence[str]) -> Typed:
    """Return a draft of what a file says. name: the file's; texts: of its pages, in Markdown or plain.

    What it begins with is its title when that is a heading, else the file's name is.
    """
    body = "\n\n".join(text.strip() for text in texts if text.strip())
    title = " ".join(PurePath(name).stem.replace("_", " ").split())
    if found := HEADING.match(body):
        title, body = ESCAPED.sub(r"\1", found[1]), body[found.end() :]
    return Typed(title=title[:LONGEST_TITLE], body=body.strip())
