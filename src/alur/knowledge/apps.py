from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "alur.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from alur.knowledge.services.finding import all_items
        from alur.search.services import sources

        sources.register(all_items)
