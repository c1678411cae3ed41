"""Pictures of modules. Their names are their content, so a browser keeps them for ever."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from alur.learning.queries.pictures import picture


@require_safe
def show(request: HttpRequest, name: str) -> FileResponse:
    """Send a picture."""
    found = picture(name)
    if found is None:
        raise Http404
    path, kind = found
    response = FileResponse(path.open("rb"), content_type=kind)
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
