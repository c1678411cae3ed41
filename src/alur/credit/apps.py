from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CreditConfig(AppConfig):
    name = "alur.credit"
    label = "credit"

    def ready(self) -> None:
        from alur.base.notify import rules as notices
        from alur.credit.projections import Ledger
        from alur.credit.services.questions import ANSWERED
        from alur.records.projections.registry import register

        register(Ledger())
        notices.register({ANSWERED: _("%(name)s has answered your question about “%(title)s”.")})
