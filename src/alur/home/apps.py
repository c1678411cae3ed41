from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "alur.home"
    label = "home"
