"""The JP ledger, the rules that feed it, as data with versions, and what employees ask about it."""

from django.db import models

from alur.base.lib.fields import HundredthsField
from alur.credit.rules.questions import State
from alur.people.models import Employee


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


class Question(models.Model):
    """What an employee asks about an entry of hers: one thread an entry. entry_id: ledger entries keep theirs for good.

    changed_at: of the last word.
    """

    entry_id = models.UUIDField(unique=True)
    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=[(each.value, each.value) for each in State])
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "changed_at"], name="credit_question_state")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.state}"


class Message(models.Model):
    """A word in a question's thread. id: made by the page, so that what is sent twice is said once.

    is_hers: whether the employee said it; by: the actor's name, by_name: hers as people knew it then.
    """

    id = models.UUIDField(primary_key=True)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="messages")
    is_hers = models.BooleanField()
    by = models.CharField(max_length=100)
    by_name = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.id)
