from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "alur.base.access"
    label = "access"

    def ready(self) -> None:
        from alur.base.access.services import noting

        noting.connect()
