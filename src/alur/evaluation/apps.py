from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "alur.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from alur.evaluation.views.results import PANEL, aside
        from alur.learning.views import panels

        panels.register("evaluation", PANEL, of_modules_alone=True)
        panels.register_aside("evaluation", aside)
