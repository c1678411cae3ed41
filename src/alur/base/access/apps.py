from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "alur.base.access"
    label = "access"
