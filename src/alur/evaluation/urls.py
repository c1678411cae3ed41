"""Addresses of evaluations, beneath those of what they are about."""

from django.urls import path

from alur.evaluation.views import answering, results

urlpatterns = [
    path("sesi/<str:code>/evaluasi", answering.of_session, name="sesi_evaluasi"),
    path("sesi/<str:code>/evaluasi/hasil", results.file_of_session, name="sesi_hasil"),
    path("modul/<str:code>/evaluasi", answering.of_module, name="modul_evaluasi"),
    path("modul/<str:code>/evaluasi/hasil", results.of_module, name="modul_hasil"),
]
