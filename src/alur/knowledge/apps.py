from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "alur.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from alur.base.notify import rules
        from alur.knowledge.projections import Readings
        from alur.knowledge.services.discussing import MARKED, SAID
        from alur.knowledge.services.finding import all_items
        from alur.knowledge.services.questions import ANSWERED, CLOSED
        from alur.knowledge.services.reading import DISPUTED
        from alur.knowledge.services.reviewing import CHANGED, GIVEN_BACK, PUBLISHED
        from alur.knowledge.services.verifying import CHECKED
        from alur.records.projections.registry import register
        from alur.search.services import sources

        rules.register(
            {
                DISPUTED: _("A reader says that “%(title)s” no longer holds."),
                CHECKED: _("A curator has looked at “%(title)s”, which you doubted."),
                SAID: _("Somebody asks or adds something to “%(title)s”, which you look after."),
                MARKED: _("A curator marked what you said of “%(title)s” as an answer."),
                ANSWERED: _("Your question is answered: “%(text)s”"),
                PUBLISHED: _("“%(title)s”, which you wrote, is published."),
                GIVEN_BACK: _("“%(title)s”, which you wrote, was given back to you."),
                CHANGED: _("“%(title)s”, which you look after, was changed."),
                CLOSED: _("Your question stays without an answer: “%(text)s”"),
            }
        )
        sources.register(all_items)
        register(Readings())
