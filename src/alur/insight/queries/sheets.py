"""Figures as documents."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from alur.base.lib.sheets import xlsx_bytes
from alur.base.lib.typesetting import pdf_bytes
from alur.insight.queries.briefing import Briefing
from alur.insight.queries.briefing_words import document
from alur.insight.rules.figures import YearFigures

TEMPLATE = Path(__file__).parents[1] / "typst" / "rapat.typ"


def issuer() -> str:
    """Return who gives documents out."""
    return settings.AGENCY or f"Alur, {urlsplit(settings.BASE_URL).netloc}"


def workbook(figures: YearFigures) -> bytes:
    """Return a year's figures as XLSX, as `alur report year --format xlsx` does."""
    numbers = figures.as_numbers()
    return xlsx_bytes(list(numbers), [list(numbers.values())], title="report")


def sheet(found: Briefing, *, of: str, made_at: datetime) -> bytes:
    """Return a briefing as a PDF of one page, in the language of the moment. of: whose figures; made_at: aware."""
    return pdf_bytes(TEMPLATE, document(found, of=of, issuer=issuer(), made_at=made_at), made_at=made_at)
