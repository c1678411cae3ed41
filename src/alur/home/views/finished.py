"""What a completion gave, shown beside it by the pages of modules: its JP, and what is missing still this year."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from markupsafe import Markup

from alur.base.lib import bulk
from alur.home.queries.earned import asked_earned, earned_in
from alur.learning.queries.attempts import Completed
from alur.learning.views.panels import Panel
from alur.people.models import Employee


def gift(employee: Employee, completed: Completed, answers: Sequence[list[bulk.Row]]) -> Markup:
    found = earned_in(employee, completed.year, answers)
    html = render_to_string("home/earned.html", {"amount": found.amount, "duty": found.duty})
    return Markup(html)  # noqa: S704  rendered with escaping


PANEL = Panel(asked_earned, gift)
