from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "alur.records"
    label = "records"
