"""Documents to look for."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import transaction

from alur.search.queries.searching import search
from alur.search.rules.passages import Section
from alur.search.rules.reading import EVERYTHING
from alur.search.services import Pushed, put

Push = Callable[..., int]


def document(code: str, text: str, *, title: str = "", kind: str = "knowledge", **told: Any) -> Pushed:
    """Return a document of one section. told: further fields of it."""
    return Pushed(kind, code, title or code, [Section("", text)], **told)


def pushed(documents: Iterable[Pushed]) -> int:
    """Put documents in a transaction, as their domain does."""
    with transaction.atomic():
        return put(documents)


def codes(text: str, limit: int = 10) -> list[str]:
    """Return the codes of what a text finds, in order."""
    return [hit.code for hit in search(text, limit=limit, reader=EVERYTHING).hits]


@pytest.fixture
def vaccines() -> None:
    """Three documents on vaccines, labels and samples."""
    pushed(
        [
            document("rantai", "Vaksin disimpan pada suhu 2–8 °C selama pengiriman.", title="Rantai dingin vaksin"),
            document("label", "Penandaan pangan memuat nomor izin edar MD 2345.", title="Label pangan", kind="module"),
            document(
                "sampel", "Sampel pangan diambil acak dan disegel.", title="Pengambilan sampel", own_kind="procedure"
            ),
        ]
    )
