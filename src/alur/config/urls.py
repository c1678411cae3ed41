"""All addresses of the installation, each package's under its own."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from alur.base.lib.addressing import ByFirstWord
from alur.base.ui import gallery, installing, theme
from alur.config.api import api

PATTERNS: list[URLPattern | URLResolver] = [
    path("", include("alur.base.access.urls")),
    path("", include("alur.base.notify.urls")),
    path("", include("alur.records.urls")),
    path("", include("alur.assessment.urls")),
    path("", include("alur.knowledge.urls")),
    path("", include("alur.learning.urls")),
    path("", include("alur.growth.urls")),
    path("", include("alur.evaluation.urls")),
    path("", include("alur.home.urls")),
    path("api/v1/", api.urls),
    path("", include("alur.config.health.urls")),
    path("sw.js", installing.worker, name="worker"),
    path("manifest.webmanifest", installing.description, name="manifest"),
    path("bahasa", login_not_required(set_language), name="set_language"),
    path("gaya", gallery.show, name="gaya"),
    path("tema", theme.choose, name="tema"),
]
urlpatterns = [ByFirstWord(PATTERNS)]

handler400 = "alur.base.ui.problems.bad_request"
handler403 = "alur.base.ui.problems.forbidden"
handler404 = "alur.base.ui.problems.not_found"
handler429 = "alur.base.ui.problems.too_many"
handler500 = "alur.base.ui.problems.server_error"
