"""Texts to index and questions about them: words as rare as in a language, the same each time."""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, product

SEED = 20_221_231
WORDS = 60_000
PASSAGE_WORDS = (70, 110)
TITLE_WORDS, QUESTION_WORDS = (3, 7), (3, 6)
ONSETS = ("b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "w")
VOWELS = ("a", "e", "i", "o", "u")
AFFIXES = (("", ""), ("me", ""), ("di", ""), ("pe", "an"), ("ke", "an"), ("ber", ""), ("", "kan"), ("ter", ""))


class Language:
    """Words, the n-th of which is written n times as rarely as the first."""

    def __init__(self) -> None:
        syllables = ["".join(pair) for pair in product(ONSETS, VOWELS)]
        roots = ["".join(parts) for parts in product(syllables, repeat=3)]
        chance = random.Random(SEED)
        chance.shuffle(roots)
        before_after = [(root, affix) for root in roots[: WORDS // len(AFFIXES)] for affix in AFFIXES]
        chance.shuffle(before_after)
        self.words = [f"{before}{root}{after}" for root, (before, after) in before_after]
        self._reach = list(accumulate(1 / place for place in range(1, len(self.words) + 1)))

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Return words of a text."""
        return [self.words[bisect(self._reach, chance.random() * self._reach[-1])] for _ in range(count)]


def passages(count: int) -> Iterator[tuple[str, str]]:
    """Yield titles and texts of passages."""
    language, chance = Language(), random.Random(SEED)
    for _ in range(count):
        title = language.some(chance, chance.randint(*TITLE_WORDS))
        text = language.some(chance, chance.randint(*PASSAGE_WORDS))
        yield " ".join(title), " ".join(text)


def questions(count: int) -> list[str]:
    """Return questions, each of some words of one passage."""
    chance = random.Random(SEED + 1)
    texts = [f"{title} {text}".split() for title, text in islice(passages(20 * count), 0, None, 20)]
    return [" ".join(chance.sample(words, chance.randint(*QUESTION_WORDS))) for words in texts]


def with_a_slip(asked: Sequence[str]) -> list[str]:
    """Return questions in each of which two letters of the longest word have changed places."""
    return [question.replace(word := max(question.split(), key=len), slipped(word), 1) for question in asked]


def slipped(word: str) -> str:
    """Return a word with two letters in the middle, which differ, in each other's place."""
    middle = len(word) // 2
    return f"{word[: middle - 1]}{word[middle]}{word[middle - 1]}{word[middle + 1 :]}"
