"""What readers say to each other below an item."""

from django.db import models

from alur.knowledge.models.items import Item
from alur.people.models import Employee


class Comment(models.Model):
    """What somebody said of an item. answer_…: a curator stands for it as an answer; hidden_…: a curator hid it.

    answer_by, hidden_by: the actors' names, "" for nobody.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="comments")
    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    answer_at = models.DateTimeField(null=True)
    answer_by = models.CharField(max_length=100, blank=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["item", "said_at"], name="knowledge_comment_item"),
            models.Index(fields=["employee", "said_at"], name="knowledge_comment_hers"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.pk}"
