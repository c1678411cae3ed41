"""Files of units and employees."""

from alur.people.importers.employees import employees
from alur.people.importers.units import units

__all__ = ["employees", "units"]
