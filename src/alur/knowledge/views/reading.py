"""That a text was seen long enough, sent by its page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.knowledge.services.recording import record_read


@require_POST
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Record that the viewer has read an item."""
    record_read(actor=actor_behind(request), code=code, opened=request.POST.get("dibuka", ""), at=clock.now())
    return HttpResponse(status=204)
