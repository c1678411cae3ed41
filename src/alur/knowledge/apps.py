from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "alur.knowledge"
    label = "knowledge"
