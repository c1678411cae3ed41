"""A balai that holds sessions: how one is planned, and what became of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.test import Client

from alur.base.access.models import Account
from alur.base.lib import clock
from alur.learning.models import (
    Attendance,
    Registration,
    Session,
)
from alur.learning.queries.codes import shown_code
from alur.people.models import Employee
from tests.cast import account
from tests.imports import SARI

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
START, END = datetime(2026, 11, 30, 2, tzinfo=UTC), datetime(2026, 11, 30, 4, tzinfo=UTC)
TONO = "198812122012121004"
FORM = {
    "title": "Penarikan obat",
    "kind": "webinar",
    "starts_at": "2026-11-30T09:00",
    "ends_at": "2026-11-30T11:00",
    "jp": "2",
    "unit": "BALAI",
    "speaker": "Rini",
    "capacity": "",
    "summary": "Cara menarik obat.",
    "topics": "Obat, Penarikan",
    "join_url": "https://rapat.example/j/1",
    "material_url": "",
    "recording_url": "",
}
MOST_QUERIES = 12
NOTE = {"nips": SARI, "joined_at": "2026-11-30T09:00", "left_at": "2026-11-30T10:00"}


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    known = Account.objects.filter(username=username).first()
    client.force_login(known or account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def planned(organiser: Client, **other: str) -> str:
    """Plan a session and return its code."""
    answer = organiser.post("/sesi/baru", {**FORM, **other})
    assert answer.status_code == 302, re.findall(r'class="wrong"[^>]*>([^<]+)', answer.content.decode())
    return str(answer["Location"].rpartition("/")[2])


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with clock.frozen_at(moment):
        yield


def code_at(code: str, moment: datetime) -> str:
    return shown_code(Session.objects.get(activity__code=code).pk, moment)


def states(code: str) -> dict[str, str]:
    rows = Registration.objects.filter(session__activity__code=code)
    return dict(rows.values_list("employee__nip", "state"))


def spans(code: str) -> dict[str, list[tuple[datetime, datetime]]]:
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    names = dict(Employee.objects.values_list("pk", "nip"))
    rows = Attendance.objects.filter(activity_id=Session.objects.get(activity__code=code).pk).order_by("joined_at")
    for row in rows:
        found.setdefault(names[row.employee_id], []).append((row.joined_at, row.left_at))
    return found
