"""What somebody may have meant by a word that nobody wrote."""

from collections.abc import Iterator

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4  # below, one letter more or less is mostly another word
LONGEST = 24


def neighbours(word: str) -> set[str]:
    """Return what is one slip away from a word: a letter too many, too few, another, or two that changed places."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return set()
    return set(slips(word)) - {word}


def slips(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + letter + after for letter in LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
