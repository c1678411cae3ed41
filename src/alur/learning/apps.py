from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "alur.learning"
    label = "learning"

    def ready(self) -> None:
        from alur.base.notify import rules
        from alur.learning.projections import Completions
        from alur.learning.projections.progress import Progress
        from alur.learning.services import session_news as news
        from alur.learning.services.assigning import WITHDRAWN
        from alur.learning.services.finding import everything
        from alur.learning.services.opinions import ANSWERED, REPORTED
        from alur.learning.services.taking_back import TAKEN_BACK
        from alur.records.projections.registry import register
        from alur.search.services import sources

        rules.register(
            {
                REPORTED: _("A reader reports a mistake in “%(title)s”."),
                TAKEN_BACK: _("Your presence in “%(title)s” was taken back."),
                WITHDRAWN: _("%(name)s no longer asks you to complete “%(title)s”."),
                ANSWERED: _("Your report on “%(title)s” is answered."),
                news.PLACED: _("You have a place in “%(title)s”."),
                news.IN_LINE: _("You may take part in “%(title)s”; you are on the waiting list."),
                news.REFUSED: _("Your request to take part in “%(title)s” is refused."),
                news.MOVED: _("“%(title)s” is at another time."),
                news.CANCELLED: _("“%(title)s” is cancelled."),
            }
        )
        sources.register(everything)
        register(Completions())
        register(Progress())
