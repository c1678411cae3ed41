"""Counts in messages are written as the language writes them."""

import pytest
from django.utils import translation

from alur.base.lib.counts import written
from alur.base.lib.importing.cells import too_long


@pytest.mark.parametrize(("language", "text"), [("id", "12.345"), ("en", "12,345")])
def test_thousands_are_told_apart(language: str, text: str) -> None:
    with translation.override(language):
        assert (written(12_345), written(999)) == (text, "999")


def test_a_refusal_writes_them_so() -> None:
    with translation.override("id"):
        refused = too_long("x" * 4_321, 2_000)
    assert (refused.message, refused.mend) == (
        "Teks terdiri atas 4.321 karakter.",
        "Paling banyak 2.000 yang disimpan.",
    )
