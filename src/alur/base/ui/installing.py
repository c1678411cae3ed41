"""What lets a phone install the site and open it without a network: the worker script, and the manifest."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from alur.base.ui.assets import DIST, asset, fingerprint, manifest

KEPT = ("app.css", "app.js", "icons.svg")
PICTURES = [
    ("mark.svg", "any", "image/svg+xml", "any"),
    ("mark-192.png", "192x192", "image/png", "any"),
    ("mark-512.png", "512x512", "image/png", "any"),
    ("mark-full-512.png", "512x512", "image/png", "maskable"),
]


@login_not_required
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Send the worker's script with the names of what it keeps, so that a new build makes a new worker."""
    built = manifest().get("sw.js")
    if built is None:
        raise Http404
    told = json.dumps({"version": fingerprint(), "kept": [asset(name) for name in KEPT]})
    script = (DIST / built).read_text(encoding="utf-8")
    headers = {"Service-Worker-Allowed": "/"}
    return HttpResponse(f"self.ALUR={told};{script}", content_type="text/javascript; charset=utf-8", headers=headers)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def description(request: HttpRequest) -> HttpResponse:
    """Send the manifest by which browsers install the site."""
    told = {
        "id": "/",
        "name": "Alur",
        "short_name": "Alur",
        "description": _("Alur · one flow from work to learning and back"),
        "lang": "id",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f8f8",
        "theme_color": "#0b5a66",
        "icons": [
            {"src": asset(name), "sizes": sizes, "type": kind, "purpose": purpose}
            for name, sizes, kind, purpose in PICTURES
        ],
    }
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")
