"""`/xapi/about` (xAPI 1.0.3, Communication 2.8; 2.0, 4.1.6.7): open to all, without version or credential."""

import orjson
from django.http import HttpRequest, HttpResponse

from alur.records import schemas
from alur.records.api.door import VERSIONS, resource
from alur.records.rules.validation import Version


def get(request: HttpRequest, version: Version) -> HttpResponse:
    """Answer the versions of xAPI that are served."""
    schemas.require_known(schemas.single_values(request.GET), {})
    return HttpResponse(orjson.dumps({"version": VERSIONS, "extensions": {}}), content_type="application/json")


view = resource({"GET": get}, needs_version=False)
