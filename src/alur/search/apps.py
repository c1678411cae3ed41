from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "alur.search"
    label = "search"
