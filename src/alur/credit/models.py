"""The JP ledger, and the rules that feed it, as data with versions."""

from django.db import models

from alur.base.lib.fields import HundredthsField


class Rule(models.Model):
    """What a counted completion of a kind of activity gives, from a date on. Rows are only added.

    kind: learning's completion kind; form_code, form_name: form of competence development in SIASN (domain.md §1);
    factor: times the activity's own JP; source: the regulation; known_at as in people.Placement.
    """

    code = models.CharField(max_length=64)
    version = models.IntegerField()
    kind = models.CharField(max_length=32)
    form_code = models.IntegerField()
    form_name = models.CharField(max_length=100)
    factor = HundredthsField()
    source = models.TextField()
    valid_from = models.DateField()
    known_at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="credit_rule_version")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Obligation(models.Model):
    """How many JP a year an employment kind owes (min) and may count (max), from a year on."""

    employment = models.CharField(max_length=8)
    min_jp = HundredthsField()
    max_jp = HundredthsField(null=True)
    source = models.TextField()
    valid_from_year = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employment", "valid_from_year"], name="credit_obligation_once")]

    def __str__(self) -> str:
        return f"{self.employment} {self.valid_from_year}"


class Entry(models.Model):
    """Projection: one line of the ledger. The database refuses UPDATE and DELETE; amends by reversal only.

    rid: the record that made the entry; evidence_id: the record that proves the completion; reverses_id: the entry
    taken back, its amount is then the negative; rule_id, version_id: what gave the amount.
    """

    id = models.UUIDField(primary_key=True)
    rid = models.BigIntegerField()
    employee_id = models.BigIntegerField()
    activity_id = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    unit_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    at = models.DateTimeField()
    amount = HundredthsField()
    evidence_id = models.UUIDField()
    rule_id = models.BigIntegerField()
    version_id = models.BigIntegerField()
    reverses_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=16)

    class Meta:
        indexes = [
            models.Index(fields=["employee_id", "year", "activity_id"], name="credit_entry_person_year"),
            models.Index(
                fields=["employee_id", "year", "activity_id"],
                name="credit_entry_decided",
                condition=models.Q(reason="decision"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.year} {self.amount}"
