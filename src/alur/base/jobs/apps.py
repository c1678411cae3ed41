from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "alur.base.jobs"
    label = "jobs"
