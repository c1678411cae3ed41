from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "alur.base.ui"
    label = "ui"
