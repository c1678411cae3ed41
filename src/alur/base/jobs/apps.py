from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "alur.base.jobs"
    label = "jobs"

    def ready(self) -> None:
        from alur.base.jobs.services import running

        running.connect()
        autodiscover_modules("jobs")
