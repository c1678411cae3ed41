from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "alur.base.notify"
    label = "notify"
