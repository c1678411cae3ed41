"""Which sentences stand in more than one of several Markdown texts."""

import re
from collections import defaultdict
from collections.abc import Iterable

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+|\s\|\s")
MARKS = re.compile(r"^[-#>*|\s\[\]()x\d.=]+|[\s*|]+$")
FEWEST_WORDS = 5


def shared_sentences(texts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the names of the texts that share a sentence of five or more words, by sentence. texts: name, text."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, text in texts:
        for sentence in SENTENCE_END.split(text):
            words = MARKS.sub("", sentence).lower()
            if len(words.split()) >= FEWEST_WORDS:
                found[words].add(name)
    return {words: names for words, names in found.items() if len(names) > 1}
