from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrowthConfig(AppConfig):
    name = "alur.growth"
    label = "growth"

    def ready(self) -> None:
        from alur.base.notify.rules import register
        from alur.growth.services import ADVISED, PRAISED

        register(
            {
                PRAISED: _("%(name)s praises you for “%(title)s”."),
                ADVISED: _("%(name)s has a word for you on “%(title)s”."),
            }
        )
