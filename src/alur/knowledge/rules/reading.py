"""How long a text is open and seen before it may be said to have been read. Pure."""

import re

WORD = re.compile(r"\w+")
# Silent reading of Indonesian runs at about 240 words a minute; who looks for what she needs leaves out half.
WORDS_A_MINUTE, SHARE = 240, 0.5
LEAST_SECONDS, MOST_SECONDS = 20, 600
MINUTE_SECONDS = 60


def needed_seconds(text: str) -> int:
    """Return for how many seconds a text must be seen: half of what reading all of it takes, 20 to 600."""
    seconds = len(WORD.findall(text)) * MINUTE_SECONDS * SHARE / WORDS_A_MINUTE
    return min(max(round(seconds), LEAST_SECONDS), MOST_SECONDS)
