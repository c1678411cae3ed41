"""Addresses of exams."""

from django.urls import path

from alur.assessment.views import exams

urlpatterns = [path("ujian", exams.all_exams, name="ujian")]
