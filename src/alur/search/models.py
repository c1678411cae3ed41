"""The index: documents that domains push, cut into passages, and where each term stands in them.

It knows no domain, holds nothing of its own and can be made anew from what the domains hold.
"""

from django.db import models


class Head(models.Model):
    """One row. passages: how many there are for all; narrow: for some; last: the key given last, of whichever table.

    changes: grows with each change, so that what is remembered is known to be old; vectors: the serial number given
    last. Locking it puts writers in line.
    """

    passages = models.BigIntegerField(default=0)
    narrow = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    changes = models.BigIntegerField(default=0)
    vectors = models.BigIntegerField(default=0)


class Document(models.Model):
    """Something that can be found. kind, code: which; own_kind: what sort of its kind.

    unit_id: that it comes from; day: since when it is, or when it takes place; shown_from: the first Jakarta date on
    which it is found; is_verified: somebody stands for it; lapses_on: the first Jakarta date on which it is held out of
    date; is_narrow: found only by whom its audience names; digest: of all that was pushed.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=16)
    code = models.CharField(max_length=128)
    own_kind = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    unit_id = models.BigIntegerField(null=True)
    topics = models.JSONField(default=list)
    day = models.DateField(null=True)
    shown_from = models.DateField(null=True)
    is_verified = models.BooleanField(default=False)
    lapses_on = models.DateField(null=True)
    is_narrow = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="search_document_code")]
        indexes = [models.Index(fields=["id"], name="search_document_narrow", condition=models.Q(is_narrow=True))]

    def __str__(self) -> str:
        return self.title


class Audience(models.Model):
    """One of those who find a narrow document. party: a name that its domain gives, as those who search bear it."""

    pk = models.CompositePrimaryKey("document_id", "party")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, db_index=False, db_constraint=False)
    party = models.CharField(max_length=64)


class Passage(models.Model):
    """A piece of a document that can be an answer.

    place: what leads to it from the document's page; digest: of what it is found by, with title and heading.
    """

    id = models.BigIntegerField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pieces", db_index=False)
    ordinal = models.IntegerField()
    heading = models.CharField(max_length=300)
    place = models.CharField(max_length=300)
    text = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "ordinal"], name="search_passage_ordinal")]

    def __str__(self) -> str:
        return f"{self.document_id}:{self.ordinal}"


class Term(models.Model):
    """A stem, or a compound as it is written. passages: how many that are for all hold it; narrow: that are not.

    Scores follow from the first alone, so that they tell nothing of what not everybody may read.
    """

    id = models.BigIntegerField(primary_key=True)
    text = models.CharField(max_length=64, unique=True)
    passages = models.BigIntegerField()
    narrow = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.text


class Word(models.Model):
    """A word as it is written, for what is typed in part or wrongly. stem: its term; passages, narrow: as a term's."""

    text = models.CharField(max_length=64, primary_key=True)
    stem = models.CharField(max_length=64)
    passages = models.BigIntegerField()
    narrow = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """That a passage holds a term. weight: how much it is about it, in thousandths (rules.weights)."""

    pk = models.CompositePrimaryKey("term_id", "passage_id")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, db_index=False, db_constraint=False)
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, db_index=False, db_constraint=False)
    weight = models.SmallIntegerField()


class Vector(models.Model):
    """What a text means to a model, worked out once. digest: the passages'; numbers: a signed byte each.

    serial: grows with each, so that a process finds those that it does not know yet.
    """

    pk = models.CompositePrimaryKey("model_id", "digest")
    model_id = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    serial = models.BigIntegerField(unique=True)
    numbers = models.BinaryField()
