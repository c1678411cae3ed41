from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "alur.base.audit"
    label = "audit"
