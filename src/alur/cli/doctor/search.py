"""Looks at the search by meaning, where it is asked for, and at files that cannot be searched."""

from collections.abc import Iterator

from django.conf import settings

from alur.base.lib.extracting.scans import is_installed
from alur.cli.doctor.findings import Finding
from alur.knowledge.models import FilePage, FileState, ItemFile, ScanState
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


def scans_can_be_read() -> Iterator[Finding]:
    if is_installed():
        return
    waiting = FilePage.objects.filter(scan=ScanState.WAITING).count()
    if waiting:
        yield Finding(
            f"{waiting} pages of files are scans, and Tesseract is not installed.",
            "They can be looked at but not searched.",
            "Run: sudo apt-get install tesseract-ocr tesseract-ocr-ind; a running worker reads them within the hour",
            is_hint=True,
        )


def files_were_read() -> Iterator[Finding]:
    failed = ItemFile.objects.filter(state=FileState.FAILED).count()
    if failed:
        yield Finding(
            f"{failed} files took more time or memory to read than they may.",
            "They can be taken away but not searched.",
            "Their curators see them at the item's files, and may have them read again or upload simpler ones",
            is_hint=True,
        )
