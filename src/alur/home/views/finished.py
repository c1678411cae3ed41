"""What a completion gave, shown beside it by the pages of modules: its JP, and what is missing still this year."""

from django.db.models import Sum
from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from alur.credit.queries.ledger import entries
from alur.home.queries.roster import roster
from alur.learning.queries.attempts import Completed
from alur.people.models import Employee


def earned(request: HttpRequest, employee: Employee, completed: Completed) -> Markup:
    """Return the panel. Costs three queries."""
    # By what was done, not by its record: of two that were sent at once either may be the one that counts.
    rows = entries(employee.pk, completed.year).filter(activity_id=completed.activity_id)
    amount = rows.aggregate(total=Sum("amount"))["total"]
    [row] = roster([employee], completed.year)
    html = render_to_string("home/earned.html", {"amount": amount, "duty": row.duty}, request)
    return Markup(html)  # noqa: S704  rendered with escaping
