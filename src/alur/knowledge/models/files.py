"""Files of items, and what is written on their pages."""

from django.db import models

from alur.knowledge.models.items import Item


class FileState(models.TextChoices):
    """What became of reading a file: not yet, done, it is at fault, it would have taken too much."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"
    FAILED = "failed"


class ScanState(models.TextChoices):
    """Whether a page's text was written as such (NONE), or is to be, or was, found by OCR."""

    NONE = ""
    WAITING = "waiting"
    READ = "read"


class ItemFile(models.Model):
    """A file of an item. stored: the name it is kept under (base.files); title: as shown; added_by: the actor's name.

    fault: why it was refused or failed (base.lib.extracting.faults), "" otherwise; page_count: how many pages it has.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="files")
    stored = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    size_bytes = models.BigIntegerField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.WAITING)
    fault = models.CharField(max_length=16, blank=True)
    page_count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "stored"], name="knowledge_itemfile_once")]
        indexes = [
            models.Index(fields=["id"], name="knowledge_file_waiting", condition=models.Q(state=FileState.WAITING))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ending(self) -> str:
        """By which it is kept: pdf, docx."""
        return self.stored.rpartition(".")[2]


class FilePage(models.Model):
    """What is written on a page of a file. number: from 1; heading: its own; drawn: the picture of it that is kept."""

    file = models.ForeignKey(ItemFile, on_delete=models.CASCADE, related_name="pages")
    number = models.IntegerField()
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    scan = models.CharField(max_length=8, choices=ScanState.choices, blank=True)
    drawn = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="knowledge_filepage_once")]
        indexes = [
            models.Index(
                fields=["file", "number"],
                name="knowledge_page_scans",
                condition=models.Q(scan=ScanState.WAITING),
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_id}:{self.number}"
