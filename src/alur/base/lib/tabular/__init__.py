"""Tables in files, read a row at a time: CSV, JSON lines and spreadsheets, by the file's ending."""

from alur.base.lib.tabular.lines import Line, Table
from alur.base.lib.tabular.opening import open_table

__all__ = ["Line", "Table", "open_table"]
