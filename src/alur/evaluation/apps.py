from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "alur.evaluation"
    label = "evaluation"
