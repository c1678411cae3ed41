"""A model for tests of the search by meaning: quick, and the same each time."""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from pytest_django import Settings

from alur.search.queries import embedding as models
from alur.search.queries import meaning
from alur.search.rules.vectors import Vectors, as_directions

ALIKE = {"kulkas": "vaksin", "lemari": "vaksin", "racun": "boraks", "kemasan": "label"}


class Fake:
    """Knows which words mean the same, and nothing else: a word is a direction."""

    dimension = 64

    def __init__(self, model_id: str = "fake/1") -> None:
        self.model_id = model_id
        self.worked_out: list[str] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        return as_directions(np.stack([self.vector(text) for text in texts]))

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.worked_out += texts
        return self.queries(texts)

    def vector(self, text: str) -> Vectors:
        places = [ALIKE.get(word, word) for word in text.lower().split()]
        vector = np.full(self.dimension, 0.01, np.float32)
        for word in places:
            vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dimension] += 1
        return vector


@pytest.fixture
def model(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    """Let the search have a model."""
    fake = Fake()
    monkeypatch.setitem(models.MODELS, "fake", lambda: fake)
    settings.SEARCH_MODEL = "fake"
    models.loaded.cache_clear()
    meaning.forget()
    yield fake
    models.loaded.cache_clear()
    meaning.forget()
