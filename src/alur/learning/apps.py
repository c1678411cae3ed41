from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "alur.learning"
    label = "learning"

    def ready(self) -> None:
        from alur.learning.projections import Completions
        from alur.records.projections.registry import register

        register(Completions())
