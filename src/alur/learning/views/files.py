"""Files of modules and drafts: for whoever may read the module, or write the draft. Their names are their content."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from alur.base.files.views import send
from alur.learning.queries.contents import contents
from alur.learning.queries.drafts import draft_of
from alur.learning.queries.offers import offer
from alur.learning.views.drafts import author


@require_safe
def show(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """Send a file of a published module, of whichever version."""
    for version in offer(code).versions:
        called = contents(version).files.get(name)
        if called:
            return send(request, name, called=called)
    raise Http404


@require_safe
def of_draft(request: HttpRequest, id: UUID, name: str) -> HttpResponseBase:
    """Send a file of a draft to somebody who may write it."""
    images = draft_of(author(request), id).images
    called = next((each for each, stored in images.items() if stored == name), None)
    if called is None:
        raise Http404
    return send(request, name, called=called)
