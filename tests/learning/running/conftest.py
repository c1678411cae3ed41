"""Who is there when sessions are run."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from alur.base.lib import clock
from tests.imports import BUDI, LINA, empty_store, take
from tests.learning.desk import furnish
from tests.learning.running.stage import NOW, TONO, signed_in


@pytest.fixture(autouse=True)
def _stage(tmp_path: Any) -> Iterator[None]:
    with empty_store(), clock.frozen_at(NOW):
        furnish()
        people = f"nip,name,unit_code,supervisor_nip,email\n{LINA},Lina Marpaung,LOKA,{BUDI},lina@bpom.example\n"
        assert take(tmp_path, "employees", f"{people}{TONO},Tono Siregar,PUSAT,,\n").rejected == []
        yield


@pytest.fixture
def organiser() -> Client:
    return signed_in("pengelola-balai", "pengelola:BALAI")
