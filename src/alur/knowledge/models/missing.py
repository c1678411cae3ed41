"""What people looked for and nobody has written."""

from django.db import models


class Miss(models.Model):
    """Words that a search found nothing for. stems: what they ask for, the same for all who ask alike; text: as typed.

    times: how often, once a signed-in browser; who looked is kept nowhere.
    """

    stems = models.CharField(max_length=300, unique=True)
    text = models.CharField(max_length=200)
    times = models.IntegerField(default=0)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["last_on"], name="knowledge_miss_last")]

    def __str__(self) -> str:
        return self.text
