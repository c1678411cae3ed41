"""The sentences of notices, by kind: packages above register theirs, in the language of whoever reads them. Pure."""

from collections.abc import Mapping

_sentences: dict[str, object] = {}


def register(sentences: Mapping[str, object]) -> None:
    """Add sentences by kind; each is a text, or a lazy one, with named places (`%(title)s`)."""
    _sentences.update(sentences)


def sentence(kind: str, values: Mapping[str, str]) -> str:
    """Return the sentence of a kind with its values. A kind that is no longer known has none."""
    return str(_sentences[kind]) % values if kind in _sentences else ""


def recipient(subject: str, name: str) -> str:
    """Return whom a notice is for: the person behind an account, else the account itself (`Actor.name`)."""
    return subject or name
