from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "alur.people"
    label = "people"
