"""What the figures' API gives out."""

from ninja import Schema


class YearFiguresOut(Schema):
    """The figures of a year (CONTRACTS). JP have at most two decimals."""

    year: int
    employees: int
    sessions_held: int
    modules_published: int
    employees_reached: int
    module_completions: int
    session_completions: int
    completions: int
    exam_participants: int
    jp_total: int | float
    jp_per_employee: int | float
    jp_per_employee_reached: int | float
    employees_meeting_obligation: int
    knowledge_items: int
    training_materials: int
    research_reports: int
