"""The yearly figures (CONTRACTS, `alur report year`) and how their quotients are rounded."""

from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal

OBLIGATION_JP = Decimal(20)  # PP 11/2017: a civil servant's duty; the report counts everyone who reaches it
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The figures of a year, agency-wide or of a unit and all below it. The field names are those of the contract."""

    year: int
    employees: int
    sessions_held: int
    modules_published: int
    employees_reached: int
    module_completions: int
    session_completions: int
    completions: int
    exam_participants: int
    jp_total: Decimal
    jp_per_employee: Decimal
    jp_per_employee_reached: Decimal
    employees_meeting_obligation: int
    knowledge_items: int
    training_materials: int
    research_reports: int

    def as_numbers(self) -> dict[str, int | float]:
        """Return the figures as JSON numbers, whole ones without a decimal point."""
        return {name: plain(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class PeopleFigures:
    """What the figures of a year say of people, by the same names."""

    employees: int
    employees_reached: int
    jp_per_employee: Decimal
    employees_meeting_obligation: int


def per_head(total: Decimal, heads: int) -> Decimal:
    """Return total / heads with two decimals, rounded half up; 0 for nobody."""
    return (total / heads).quantize(CENT, ROUND_HALF_UP) if heads else Decimal("0.00")


def plain(value: int | Decimal) -> int | float:
    """Return a number as JSON has it."""
    return int(value) if value == int(value) else float(value)
