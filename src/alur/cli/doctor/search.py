"""Looks at the search by meaning, where it is asked for."""

from collections.abc import Iterator

from django.conf import settings

from alur.cli.doctor.findings import Finding
from alur.search.queries.embedding import embedder
from alur.search.queries.missing import count_unknown


def finds_by_meaning() -> Iterator[Finding]:
    if not settings.SEARCH_MODEL:
        return
    model = embedder()
    if model is None:
        yield Finding(
            f"The search is to use the model {settings.SEARCH_MODEL}, which is not installed.",
            "It finds by words alone.",
            "Run: make model (or unset ALUR_SEARCH_MODEL)",
        )
    elif missing := count_unknown(model.model_id):
        yield Finding(
            f"What {missing} passages mean is not worked out yet.",
            "They are found by their words alone.",
            "Let a worker run (alur serve, alur worker), or do it now: alur embed",
            is_hint=True,
        )
