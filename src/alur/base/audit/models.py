"""The audit trail: who did what to what, when. Rows are only ever added; the database refuses the rest."""

from django.db import models


class Entry(models.Model):
    """One act. target: kind and key of what was acted on; detail: values that matter, no personal data."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=100)
    action = models.CharField(max_length=64)
    target = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["target", "at"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.target}"
