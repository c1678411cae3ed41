"""Failures of background work that somebody should see. The queue itself is django-q2's."""

from django.db import models


class Failure(models.Model):
    """A job that was tried as often as it may be. Goes when the same job with the same ids succeeds.

    ids_key: the ids as text, by which the same is known; attempts: in all; at: of the last one.
    """

    name = models.CharField(max_length=100)
    ids = models.JSONField(default=dict)
    ids_key = models.CharField(max_length=200)
    error = models.TextField()
    at = models.DateTimeField()
    attempts = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "ids_key"], name="jobs_failure_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.error}"
