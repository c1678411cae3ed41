"""Addresses of knowledge."""

from django.urls import path

from alur.knowledge.views import items

urlpatterns = [
    path("pengetahuan", items.all_items, name="pengetahuan"),
    path("pengetahuan/<str:code>", items.one, name="pengetahuan_satu"),
]
