"""Only services and projections write to the database; here every call that writes is found elsewhere."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

WRITING_ROOMS = {"services", "projections", "migrations"}
# base/lib holds the tools that services write with.
TOOLS = ("base", "lib")

# On whatever object: these names mean a write.
ALWAYS = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# These mean a write on a manager or query; dicts and caches have them too.
ON_QUERIES = {"create", "update", "delete"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
QUERIES = {"all", "filter", "exclude", "select_for_update", "using", "order_by", "select_related", "only"}
EXECUTES = {"execute", "executemany"}
SQL = re.compile(r"\s*(insert|update|delete|replace|truncate|drop|alter|create)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    """A write outside the rooms that write. what: the call, as `.save()`."""

    path: PurePath
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} writes outside services and projections; move it into a service"


def faults(path: PurePath, source: str) -> list[Fault]:
    """Return the writes in source that stand in the wrong room. path: of the file, below src/alur."""
    if may_write(path):
        return []
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [Fault(path, call.lineno, what) for call in calls for what in written_by(call)]


def may_write(path: PurePath) -> bool:
    """Tell whether path lies in a room that writes: `people/services/units.py`, `base/audit/services.py`."""
    parts = path.with_suffix("").parts
    rooms = parts[2:3] if parts[0] == "base" else parts[1:2]
    return parts[:2] == TOOLS or not WRITING_ROOMS.isdisjoint(rooms)


def written_by(call: ast.Call) -> Iterator[str]:
    """Give what call writes by, at most one."""
    if not isinstance(call.func, ast.Attribute):
        return
    name = call.func.attr
    # Django's asynchronous twins: `asave`, `acreate`.
    plain = name[1:] if name[0] == "a" and name[1:] in ALWAYS | ON_QUERIES else name
    target = call.func.value
    if (
        plain in ALWAYS
        or (plain in ON_QUERIES and is_query(target))
        or (plain == "delete" and not call.args and not call.keywords)
        or (plain == "insert" and isinstance(target, ast.Name) and target.id == "bulk")
        or (plain in EXECUTES and is_writing_sql(call))
    ):
        yield f".{name}()"


def is_query(node: ast.expr) -> bool:
    """Tell whether node is a manager or a query made from one."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS | QUERIES:
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def is_writing_sql(call: ast.Call) -> bool:
    if not call.args:
        return False
    text = call.args[0]
    first = text.values[0] if isinstance(text, ast.JoinedStr) and text.values else text
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and bool(SQL.match(first.value))
