"""What changes units and employees."""

from alur.people.services.employees import EmployeeRow, put_employees
from alur.people.services.units import UnitRow, put_units

__all__ = ["EmployeeRow", "UnitRow", "put_employees", "put_units"]
