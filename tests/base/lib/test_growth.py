"""What the planner knows of tables after a load."""

import pytest
from django.db import connection

from alur.base.lib import bulk
from alur.people.models import Unit
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LOOKED_AT = {
    "sqlite": "SELECT count(*) FROM sqlite_stat1 WHERE tbl = %s",
    "postgresql": "SELECT count(*) FROM pg_class WHERE relname = %s AND reltuples > 0",
}


def test_the_planner_has_looked_at_what_was_loaded() -> None:
    cast.assemble()
    bulk.note_growth()
    with connection.cursor() as cursor:
        cursor.execute(LOOKED_AT[connection.vendor], [Unit._meta.db_table])
        assert cursor.fetchone()[0] > 0
