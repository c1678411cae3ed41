"""Open to whoever reaches them, without a sign-in; they tell nothing about people."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.cache import never_cache

from alur.config.health import views

urlpatterns = [
    path("healthz", login_not_required(never_cache(views.healthz)), name="healthz"),
    path("readyz", login_not_required(never_cache(views.readyz)), name="readyz"),
    path("metrics", login_not_required(never_cache(views.metrics)), name="metrics"),
]
