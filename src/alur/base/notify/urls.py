"""Addresses of notices."""

from django.urls import path

from alur.base.notify import views

urlpatterns = [
    path("kabar", views.show, name="kabar"),
    path("kabar/<int:id>/baca", views.read, name="kabar_baca"),
]
