"""Lists of tasks in Markdown (`- [ ] what to do`): items that a script may let one tick."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

BOX = re.compile(r"\[[ xX]\]\s+")
CLASS = "task"


def take_boxes(tokens: Sequence[Token]) -> int:
    """Take the boxes away from the words of items, which bear a class instead; return how many there are."""
    count = 0
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        words = inline.children[0] if inline.type == "inline" and inline.children else None
        if (item.type, paragraph.type) != ("list_item_open", "paragraph_open") or words is None:
            continue
        box = BOX.match(words.content) if words.type == "text" else None
        if box:
            words.content = words.content[box.end() :]
            item.attrSet("class", CLASS)
            count += 1
    return count
