"""What items have to do with each other."""

from django.db import models

from alur.knowledge.models.items import Item


class RelationKind(models.TextChoices):
    """What an item does to another."""

    AMENDS = "amends"
    REPLACES = "replaces"
    IMPLEMENTS = "implements"


class Relation(models.Model):
    """One item amends, replaces or implements another, as a curator says. made_by: the actor's name."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=16, choices=RelationKind.choices)
    other = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="related_by")
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "other", "kind"], name="knowledge_relation_once"),
            models.CheckConstraint(condition=~models.Q(item=models.F("other")), name="knowledge_relation_other"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind} {self.other_id}"
