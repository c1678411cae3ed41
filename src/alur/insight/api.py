"""Figures for other systems."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from alur.base.access import permissions
from alur.base.access.queries.credentials import authenticate_credential
from alur.insight.queries.year import year_figures
from alur.insight.schemas import YearFiguresOut
from alur.people.queries.units import unit_by_code

SCOPE = "admin:read"
router = Router(tags=["report"])


@router.get("/year/{int:year}", response=YearFiguresOut, summary="The figures of a year")
def year_report(
    request: HttpRequest,
    year: Annotated[int, Path(ge=1900, le=9999)],
    unit: Annotated[str | None, Query(max_length=64, description="Code of a unit: it and all below it")] = None,
) -> dict[str, int | float]:
    """Return the keys of `alur report year`. Needs the scope admin:read."""
    permissions.require_scope(authenticate_credential(request.headers.get("Authorization", "")), SCOPE)
    return year_figures(year, unit=unit_by_code(unit) if unit else None).as_numbers()
