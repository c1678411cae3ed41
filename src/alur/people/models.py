"""Units as a tree, employees by NIP, and where each employee was when."""

from django.db import models


class Unit(models.Model):
    """A work unit. path: ids from the root, `/1/7/`, so that a unit and all below it share a beginning."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=255, db_index=True)
    kind = models.CharField(max_length=64, blank=True)
    province = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How far below the root it lies."""
        return self.path.count("/")


class Employment(models.TextChoices):
    """Kind of employment; the obligation differs (PP 11/2017, PP 49/2018)."""

    PNS = "pns"
    PPPK = "pppk"


class Employee(models.Model):
    """A person of the agency as she is now. known_at: store moment (µs) from which records of hers are folded."""

    nip = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="employees")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=32, blank=True)
    position = models.CharField(max_length=200, blank=True)
    position_kind = models.CharField(max_length=64, blank=True)
    grade = models.CharField(max_length=16, blank=True)
    employment = models.CharField(max_length=8, choices=Employment.choices, default=Employment.PNS)
    supervisor = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="team")
    is_active = models.BooleanField(default=True, db_index=True)
    known_at = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Unit and position of an employee from a date on.

    Rows are only added. known_at: store moment (µs) at which it became known: a record sees only what was known when
    it was stored, which keeps a rebuilt projection equal to the live one.
    """

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=200, blank=True)
    position_kind = models.CharField(max_length=64, blank=True)
    grade = models.CharField(max_length=16, blank=True)
    valid_from = models.DateField()
    known_at = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["employee", "valid_from"], name="people_placement_when")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.unit_id} {self.valid_from}"
