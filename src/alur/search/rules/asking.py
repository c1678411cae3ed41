"""What a question asks for: its words without those that only ask, and what it says of them."""

from collections.abc import Sequence
from typing import NamedTuple

from alur.search.rules.words import Token, compounds, numbers_of_years, stem, tokens

LONGEST_QUESTION = 1_000  # letters; what comes after is not read
MOST_WORDS = 40
# Words that ask or join, in both languages, and what people write for them.
QUIET = frozenset(
    """
    apa apakah apaan siapa siapakah kapan kapankah dimana dimanakah kemana mana manakah berapa berapakah bagaimana
    bagaimanakah gimana mengapa kenapa kah yang yg adalah ialah merupakan yaitu yakni dan serta atau dari daripada
    ke di pada kepada untuk utk dengan dgn oleh itu ini tersebut dalam sebagai disebut dimaksud maksud dapat bisa
    juga akan telah sudah ada adakah para sang si nya nama namanya arti artinya pengertian definisi tentang
    mengenai saja lah pun brp bgmn dlm krn tdk jika kalau agar supaya bila apabila saat ketika saya kami kita anda
    what who whom when where which why how is are was were be the a an of in on at to for from by with and or do
    does did
    """.split()  # noqa: SIM905  a page of words reads better so
)


class Question(NamedTuple):
    """What is looked for. words: folded, with those that say nothing left out; terms: what the index knows them by."""

    words: tuple[str, ...]
    terms: tuple[str, ...]


def question(text: str) -> Question:
    """Return what a text asks for. When it has only words that ask, those are looked for."""
    read = text[:LONGEST_QUESTION]
    written = list(tokens(read))
    spoken = [word for token in written for word in token.words]
    words = [word for word in spoken if word not in QUIET] or spoken
    wanted = tuple(dict.fromkeys(words))[:MOST_WORDS]
    return Question(wanted, tuple(dict.fromkeys([*map(stem, wanted), *together(written), *numbers_of_years(read)])))


def together(written: Sequence[Token]) -> list[str]:
    return [term for token in written[:MOST_WORDS] for term in compounds(token.text)]
