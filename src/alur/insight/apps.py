from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "alur.insight"
    label = "insight"

    def ready(self) -> None:
        from alur.insight.projections import RollUps
        from alur.records.projections.registry import register

        register(RollUps())
