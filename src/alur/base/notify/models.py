"""News for somebody, shown inside the pages until she has taken note of it."""

from django.db import models


class Notice(models.Model):
    """Something that somebody should know. recipient: as `rules.recipient` names her; key: what it is about, once.

    kind: names the sentence (rules.register); values: what stands in it; said: words of a person, shown as they are;
    url: of the page that tells more; read_at: when she took note.
    """

    recipient = models.CharField(max_length=100)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    said = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notify_notice_once")]
        indexes = [models.Index(fields=["recipient", "read_at", "at"], name="notify_notice_unread")]

    def __str__(self) -> str:
        return f"{self.recipient} {self.key}"
