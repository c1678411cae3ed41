from django.apps import AppConfig


class CreditConfig(AppConfig):
    name = "alur.credit"
    label = "credit"

    def ready(self) -> None:
        from alur.credit.projections import Ledger
        from alur.records.projections.registry import register

        register(Ledger())
