"""Addresses of the LRS."""

from django.urls import path

from alur.records.api import about, statements

urlpatterns = [
    path("xapi/about", about.view, name="xapi_about"),
    path("xapi/statements", statements.view, name="xapi_statements"),
]
