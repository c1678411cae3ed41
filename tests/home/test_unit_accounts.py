"""Accounts of a unit: opened, locked and renewed only below one's unit and never above one's own roles."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access.models import Account
from alur.base.audit.models import Entry
from alur.people.models import Employee
from tests import cast
from tests.home.conftest import NOON
from tests.learning.running.stage import FORM
from tests.learning.running.stage import signed_in as viewer_of

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("people")]
LINA, TONO, RINA = "199001012014022003", "198812122012121004", "197001011995032005"
NEW = "kopi pahit sore hari"
MOST_QUERIES = 12


@pytest.fixture
def pengelola() -> Client:
    return viewer_of("pengelola-a", "pengelola:BALAI-A")


def act(client: Client, nip: str, what: str) -> Any:
    return client.post(f"/unit/akun/{nip}", {"tindakan": what})


def test_an_account_is_opened_by_an_address_that_is_shown_once_and_serves_once(pengelola: Client) -> None:
    page = act(pengelola, LINA, "buat").content.decode()
    [address] = re.findall(r"<code>(http[^<]+)</code>", page)
    account = Account.objects.get(username=LINA)
    assert (account.subject, account.name, account.has_usable_password()) == (LINA, "Lina Marpaung", False)
    assert (account.grants.count(), address in pengelola.get(f"/unit/akun/{LINA}").content.decode()) == (0, False)
    assert act(pengelola, LINA, "buat").status_code == 409

    lina, path = Client(), "/" + address.split("/", 3)[3]
    form = lina.get(path, follow=True)
    sent = {"password1": NEW, "password2": NEW}
    assert lina.post(form.redirect_chain[-1][0] if form.redirect_chain else path, sent).status_code == 302
    assert Client().login(username=LINA, password=NEW) or Account.objects.get(username=LINA).check_password(NEW)
    assert "password1" not in Client().get(path, follow=True).content.decode()
    actions = list(Entry.objects.filter(target=f"account:{account.pk}").values_list("action", flat=True))
    assert actions[:2] == ["accounts.create", "accounts.renew"]


def test_renewing_ends_the_old_password_and_all_sign_ins(pengelola: Client) -> None:
    lina = viewer_of(LINA)
    assert lina.get("/").status_code == 200
    assert act(pengelola, LINA, "atur-ulang").status_code == 200
    assert lina.get("/").status_code == 302
    assert not Account.objects.get(username=LINA).check_password(cast.PASSWORD)


def test_locking_and_unlocking(pengelola: Client) -> None:
    lina = viewer_of(LINA)
    for _ in range(2):
        assert act(pengelola, LINA, "kunci").status_code == 302
    assert lina.get("/").status_code == 302
    assert act(pengelola, LINA, "atur-ulang").status_code == 409
    assert act(pengelola, LINA, "buka").status_code == 302
    assert lina.get("/").status_code == 200
    actions = Entry.objects.filter(action__in=["accounts.deactivate", "accounts.activate"]).order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["accounts.deactivate", "accounts.activate"]


# Who holds what, and whether the manager of BALAI-A may help her.
TARGETS = [
    (LINA, (), True),
    (LINA, ("pengelola:LOKA-A",), True),
    (LINA, ("pengelola:BALAI-B",), False),
    (LINA, ("kurator:LOKA-A",), False),
    (LINA, ("ppsdm",), False),
    (LINA, ("admin",), False),
    (TONO, (), False),
    (RINA, (), False),
]


@pytest.mark.parametrize(("nip", "roles", "may"), TARGETS)
def test_never_beside_or_above(pengelola: Client, nip: str, roles: tuple[str, ...], *, may: bool) -> None:
    account = cast.account(nip, *roles)
    password = account.password
    answers = [act(pengelola, nip, what).status_code for what in ("kunci", "atur-ulang", "buat")]
    account.refresh_from_db()

    assert set(answers) <= ({302, 409} if may else {403, 404})
    assert (account.is_active, account.password == password) == (not may, True)


def test_nobody_helps_herself_and_those_without_the_role_help_nobody() -> None:
    manager = viewer_of(cast.BUDI, "pengelola:BALAI-A")
    assert act(manager, cast.BUDI, "atur-ulang").status_code == 403
    for username, roles in ((cast.SARI, ()), ("kepala", ("pimpinan",)), ("kurator", ("kurator",))):
        client = viewer_of(username, *roles)
        assert client.get("/unit/akun").status_code == 403
        assert act(client, LINA, "buat").status_code in (403, 404)
    assert not Account.objects.filter(username=LINA).exists()


def test_the_centre_helps_managers_and_the_administrator_all() -> None:
    cast.account(LINA, "pengelola:LOKA-A")
    cast.account(TONO, "ppsdm")
    assert act(viewer_of("pusat", "ppsdm"), LINA, "kunci").status_code == 302
    assert act(viewer_of("pranata", "admin"), TONO, "kunci").status_code == 302


def test_who_has_left_gets_no_account(pengelola: Client) -> None:
    Employee.objects.filter(nip=LINA).update(is_active=False)
    assert act(pengelola, LINA, "buat").status_code == 409
    assert act(pengelola, LINA, "apa saja").status_code == 400


def test_the_list_finds_by_name_and_nip_and_costs_little(pengelola: Client) -> None:
    viewer_of(cast.SARI)
    for q, names in {"": 3, "lina": 1, "1990 0101": 1, "%": 0, "zzz": 0}.items():
        with CaptureQueriesContext(connection) as queries:
            page = pengelola.get("/unit/akun", {"q": q}).content.decode()
        assert (q, page.count('href="/unit/akun/1')) == (q, names)
        assert len(queries) <= MOST_QUERIES
    assert pengelola.get("/unit/akun?unit=BALAI-B").status_code == 403


def test_sessions_of_the_unit(pengelola: Client) -> None:
    begin = NOON + timedelta(days=2)
    times = {"starts_at": f"{begin:%Y-%m-%dT%H:%M}", "ends_at": f"{begin + timedelta(hours=2):%Y-%m-%dT%H:%M}"}
    assert pengelola.post("/sesi/baru", {**FORM, **times, "unit": "LOKA-A"}).status_code == 302
    other = viewer_of("pengelola-b", "pengelola:BALAI-B")
    viewer_of(LINA).post(
        pengelola.get("/unit/sesi")
        .content.decode()
        .split('href="/sesi/2')[1]
        .split('"')[0]
        .join(["/sesi/2", "/daftar"])
    )
    with CaptureQueriesContext(connection) as queries:
        page = pengelola.get("/unit/sesi").content.decode()

    assert ("Penarikan obat" in page, 'Peserta Penarikan obat: 1"' in page, len(queries) <= MOST_QUERIES) == (True,) * 3
    assert "Penarikan obat" not in other.get("/unit/sesi").content.decode()
    assert viewer_of(cast.SARI).get("/unit/sesi").status_code == 403
