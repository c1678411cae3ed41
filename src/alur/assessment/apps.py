from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "alur.assessment"
    label = "assessment"

    def ready(self) -> None:
        from alur.assessment.projections import Results
        from alur.records.projections.registry import register

        register(Results())
