from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "alur.people"
    label = "people"

    def ready(self) -> None:
        from alur.base.access.permissions import directory
        from alur.people import permissions
        from alur.people.queries.directory import PeopleDirectory

        permissions.register()
        directory.register(PeopleDirectory())
