from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "alur.base.audit"
    label = "audit"

    def ready(self) -> None:
        from alur.base.access.services import trail
        from alur.base.audit import services

        trail.register(services.write)
