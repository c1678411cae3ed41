from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "alur.learning"
    label = "learning"

    def ready(self) -> None:
        from alur.learning.projections import Completions
        from alur.learning.projections.progress import Progress
        from alur.records.projections.registry import register

        register(Completions())
        register(Progress())
