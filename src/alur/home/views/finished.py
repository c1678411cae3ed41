"""What a completion gave, shown beside it by the pages of modules: its JP, and what is missing still this year."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from alur.home.queries.earned import earned
from alur.learning.queries.attempts import Completed
from alur.people.models import Employee


def panel(request: HttpRequest, employee: Employee, completed: Completed) -> Markup:
    """Return the panel. Costs three queries."""
    found = earned(employee, completed.activity_id, completed.year)
    html = render_to_string("home/earned.html", {"amount": found.amount, "duty": found.duty})
    return Markup(html)  # noqa: S704  rendered with escaping
