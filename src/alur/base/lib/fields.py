"""Model fields that more than one package needs."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable

HUNDRED = 100

if TYPE_CHECKING:
    WholeNumberField = models.BigIntegerField[Any, Any]
else:
    WholeNumberField = models.BigIntegerField  # not generic at run time


def to_hundredths(value: Decimal) -> int:
    """Return a decimal with at most two places as whole hundredths. Raises ValueError when it has more."""
    scaled = value * HUNDRED
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{value} has more than two decimal places")
    return int(scaled)


def from_hundredths(value: int) -> Decimal:
    """Return whole hundredths as an exact decimal with two places."""
    return Decimal(value).scaleb(-2)


class StoreOrderField(WholeNumberField):
    """A key that only ever grows. On SQLite it is the table's own row number, so that it needs no index beside it."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class HundredthsField(WholeNumberField):
    """An exact decimal with two places, stored as whole hundredths: SQLite would keep decimals as floats."""

    # What mypy takes attributes of models for.
    _pyi_private_set_type: Decimal | int | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def get_prep_value(self, value: Any) -> int | None:
        return None if value is None else to_hundredths(Decimal(value))

    def from_db_value(self, value: int | None, *_: object) -> Decimal | None:
        return None if value is None else from_hundredths(int(value))

    def to_python(self, value: Any) -> Decimal | None:
        if value is None:
            return None
        try:
            return Decimal(value)
        except (ArithmeticError, TypeError, ValueError) as error:
            raise ValidationError(f"“{value}” is no decimal number.") from error
