"""Addresses of feedback."""

from django.urls import path

from alur.growth import views

urlpatterns = [
    path("rapor/catatan/<uuid:entry_id>/kata", views.give, name="kata"),
    path("kata/<int:id>/tarik", views.take_back, name="kata_tarik"),
]
