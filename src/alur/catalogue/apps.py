from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "alur.catalogue"
    label = "catalogue"
