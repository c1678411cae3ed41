"""Reports by mail: asked for, looked at, stopped; and the address by which a mail's reader stops them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from alur.base.access.queries import account_behind, actor_behind
from alur.base.lib.problems import Problem, on_form
from alur.home.forms import ReportForm
from alur.home.views.scope import Scope, asked
from alur.insight.permissions import SUBSCRIBE
from alur.insight.queries.subscriptions import subscriptions_of
from alur.insight.rules.periods import Every
from alur.insight.services import sending, subscribing

FORBIDDEN = 403


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show the viewer's reports by mail; by POST ask for one."""
    scope = asked(request, SUBSCRIBE)
    is_sent = request.method == "POST"
    form = ReportForm(request.POST if is_sent else None, units=scope.units, is_all=scope.is_all)
    if is_sent and form.is_valid() and is_subscribed(scope, form):
        messages.success(request, _("The report will come by mail."))
        return redirect("pusat_laporan")
    account = account_behind(scope.actor)
    context = {
        "scope": scope,
        "form": form,
        "address": account.email if account else "",
        "reports": subscriptions_of(account) if account else [],
    }
    return render(request, "home/pusat_laporan.html", context, status=422 if form.errors else 200)


def is_subscribed(scope: Scope, form: ReportForm) -> bool:
    values = form.cleaned_data
    try:
        subscribing.subscribe(
            actor=scope.actor,
            unit=next((each for each in scope.units if each.code == values["unit"]), None),
            every=Every(values["tiap"]),
            has_xlsx=values["xlsx"],
            has_pdf=values["pdf"],
            language=get_language() or "id",
        )
    except Problem as problem:
        if problem.status == FORBIDDEN:
            raise
        on_form(problem, form)
    return not form.errors


@require_POST
def stop(request: HttpRequest, id: int) -> HttpResponse:
    """Stop a report of the viewer's own."""
    subscribing.stop(actor=actor_behind(request), id=id)
    messages.success(request, _("The report will not come any more."))
    return redirect("pusat_laporan")


@require_POST
def again(request: HttpRequest, id: int) -> HttpResponse:
    """Send a report again of which nobody knows whether it went out."""
    sending.send_again(actor=actor_behind(request), id=id)
    messages.success(request, _("The report is on its way again."))
    return redirect("pusat_laporan")


# Mail programs post here by themselves (RFC 8058), with no cookie; the address is what proves them.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_link(request: HttpRequest, text: str) -> HttpResponse:
    """Ask whether a report is to be stopped; by POST stop it. Opening alone does nothing: scanners open every link."""
    if request.method == "POST":
        subscribing.stop_by_link(text)
    elif subscribing.subscription_behind(text) is None:
        raise subscribing.no_subscription()
    return render(request, "home/laporan_berhenti.html", {"is_done": request.method == "POST"})
