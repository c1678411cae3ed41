"""The append-only store of statements and its keys.

`rid` is the store's own order: microseconds since 1970 at storing, made strictly increasing. It is cursor, partition
key (a month a partition on PostgreSQL) and, read as time, the statement's `stored`.
"""

from django.db import models

from alur.base.lib.fields import StoreOrderField


class Head(models.Model):
    """One row: the last rid given (`rid`), the last one folded (`folded`), the projections kept up (`live`).

    Updating it is what puts writers in line, so that rids become visible in their order. live: `name:version` of each,
    separated by spaces; known: the last rid given to a change of people or activities.
    """

    rid = models.BigIntegerField()
    folded = models.BigIntegerField()
    live = models.TextField(default="")
    known = models.BigIntegerField(default=0, db_default=0)


class ActorKey(models.Model):
    """Dictionary of canonical actor keys."""

    key = models.TextField(unique=True)

    def __str__(self) -> str:
        return self.key


class ActivityKey(models.Model):
    """Dictionary of activity IRIs."""

    iri = models.TextField(unique=True)

    def __str__(self) -> str:
        return self.iri


class VerbKey(models.Model):
    """Dictionary of verb IRIs."""

    iri = models.TextField(unique=True)

    def __str__(self) -> str:
        return self.iri


class Statement(models.Model):
    """A statement as it came, plus what the store adds but `stored`, which is `rid` read as time."""

    rid = StoreOrderField(primary_key=True)
    id = models.UUIDField()
    verb = models.ForeignKey(VerbKey, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    actor = models.ForeignKey(ActorKey, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    activity = models.ForeignKey(ActivityKey, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    registration = models.UUIDField(null=True)
    body = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["verb", "rid"], name="records_verb_rid"),
            models.Index(
                fields=["registration", "rid"],
                name="records_registration_rid",
                condition=models.Q(registration__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class StatementKey(models.Model):
    """What keeps an id unique: PostgreSQL cannot across partitions, so the key is a narrow table of its own."""

    id = models.UUIDField(primary_key=True)
    rid = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.id)


class ActorLink(models.Model):
    """That a statement names an actor. roles: bits of `rules.links.ActorRole`."""

    pk = models.CompositePrimaryKey("actor_id", "rid")
    actor = models.ForeignKey(ActorKey, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    rid = models.BigIntegerField()
    roles = models.SmallIntegerField()


class ActivityLink(models.Model):
    """That a statement names an activity. roles: bits of `rules.links.ActivityRole`."""

    pk = models.CompositePrimaryKey("activity_id", "rid")
    activity = models.ForeignKey(ActivityKey, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    rid = models.BigIntegerField()
    roles = models.SmallIntegerField()


class Voiding(models.Model):
    """That a statement is voided, by which one. The target may arrive after its voiding."""

    target_id = models.UUIDField(primary_key=True)
    by_rid = models.BigIntegerField()


class Fault(models.Model):
    """Why folding stopped; the records are kept and folded once the cause is mended."""

    at = models.DateTimeField()
    projection = models.CharField(max_length=64)
    rid = models.BigIntegerField()
    error = models.TextField()


class RebuildGuard(models.Model):
    """Holds a row only inside the transaction of a rebuild, in which append-only projections may change."""

    at = models.DateTimeField()
