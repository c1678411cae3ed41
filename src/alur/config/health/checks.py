"""What must hold before pages may be served. Asked every few seconds, so each check is cheap."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from alur.base.ui.assets import DIST
from alur.records.projections import registry
from alur.records.queries import state


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold. told: what is wrong, "" when it holds; mend: how to put it right."""

    name: str
    told: str = ""
    mend: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether it holds."""
        return not self.told


def ready() -> list[Check]:
    """Return all checks with their outcome. Those that need the database are left out when there is none."""
    found = [database()]
    if found[0].is_ok:
        found += [asked(name, check) for name, check in IN_DATABASE.items()]
    return [*found, files(), front_end()]


def asked(name: str, check: Callable[[], tuple[str, str] | None]) -> Check:
    try:
        return Check(name, *(check() or ()))
    except DatabaseError:
        return Check(name, "It cannot be read from the database.", "Run: alur doctor")


def database() -> Check:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return Check("database", "The database does not answer.", "Start it, or mend DATABASE_URL. Run: alur doctor")
    return Check("database")


def migrations() -> tuple[str, str] | None:
    pending = pending_migrations()
    return (f"{pending} migrations are not applied.", "Run: alur init") if pending else None


def pending_migrations() -> int:
    """Return how many migrations are not applied. Asked no more once there are none: the code does not change."""
    global _is_migrated  # noqa: PLW0603 - a fact of this process
    if _is_migrated:
        return 0
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    _is_migrated = not pending
    return pending


_is_migrated = False


def store() -> tuple[str, str] | None:
    return None if state.head() else ("The store of records was never opened.", "Run: alur init")


def projections() -> tuple[str, str] | None:
    if faults := state.faults():
        return f"{faults[0].projection} could not take in a record.", "Run: alur doctor"
    if stale := stale_projections():
        return f"Not kept up: {', '.join(stale)}.", f"Run: alur rebuild {' '.join(stale)}"
    return None


def stale_projections() -> list[str]:
    """Return the names of projections that the store does not keep up in the version of this code."""
    head = state.head()
    live = head.live.split() if head else []
    return [each.name for each in registry.registered() if registry.label(each) not in live]


def files() -> Check:
    if os.access(settings.MEDIA_ROOT, os.W_OK | os.X_OK):
        return Check("files")
    return Check("files", "The folder of uploaded files cannot be written to.", "Run: alur doctor")


def front_end() -> Check:
    if (DIST / "manifest.json").exists():
        return Check("front_end")
    return Check("front_end", "Styles and scripts were not built.", "Run: make setup")


IN_DATABASE = {"migrations": migrations, "store": store, "projections": projections}
