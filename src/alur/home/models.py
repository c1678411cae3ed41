"""Files taken in through the browser, while they are looked through, mended and imported."""

from django.db import models

from alur.base.access.models import Account


class ImportState(models.TextChoices):
    """How far a file is. FAILED: it cannot be read as a whole."""

    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"


class FileImport(models.Model):
    """A file that somebody uploaded; it goes a week after its last change.

    language: of what is said of rows; read … rejected: the tally of the last look or import; share: how far an import
    is, in thousandths; is_whole: whether all rows were looked at; refused: the first refused rows, as queries.imports
    writes them; mends: values by column, by line, that take the place of the file's; left_out: columns that are not
    known; failure: why the file cannot be read.
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    size_bytes = models.BigIntegerField()
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.CHECKING)
    read = models.IntegerField(default=0)
    created = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    share = models.SmallIntegerField(default=0)
    is_whole = models.BooleanField(default=True)
    refused = models.JSONField(default=list)
    mends = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    failure = models.TextField(blank=True)
    uploaded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "uploaded_at"], name="home_import_account")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
