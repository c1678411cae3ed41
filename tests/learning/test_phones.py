"""What a phone kept without a network: taken once, however it comes, as the pages' own forms, each for itself."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from alur.base.lib import clock
from alur.credit.models import Entry
from alur.learning.models import Answered, Completion, ScreenRead
from alur.learning.services import phones, progress
from alur.people.models import Employee
from alur.records.models import Statement
from alur.records.services.rebuilding import check
from tests.cast import account
from tests.imports import BUDI, SARI, empty_store
from tests.learning.desk import CONTENT, furnish, take_content

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
Form = dict[str, Any]
RIGHT = {"jawab-1": ["1"], "jawab-2": ["TIE"]}


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store(), clock.frozen_at(NOW):
        furnish()
        yield


@pytest.fixture
def sari() -> Client:
    return signed_in(SARI)


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    client.force_login(account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def stay_signed_in(client: Client) -> None:
    lasting = client.session
    lasting.set_expiry(timedelta(days=90))
    lasting.save()


def form(path: str, minutes_ago: Any = 0, **fields: Any) -> Form:
    values = {"record_id": [str(uuid4())], "versi": ["1"], **fields}
    return {"path": path, "fields": values, "at": (NOW - timedelta(minutes=minutes_ago)).isoformat()}


def whole(minutes_ago: int = 0) -> list[Form]:
    """Return the forms of the whole module, in order."""
    return [
        form("/modul/M1/layar/1", minutes_ago + 9),
        form("/modul/M1/layar/2", minutes_ago + 8, **RIGHT),
        form("/modul/M1/selesai", minutes_ago + 7, layar=["3"]),
    ]


def post(client: Client, body: object) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body)
    return client.post("/luring/antrean", data, content_type="application/json")


def send(client: Client, forms: list[Any], *, now: datetime = NOW, tag: str | None = None) -> Any:
    mine = client.get("/luring/antrean").json()["account"]
    return post(client, {"account": mine if tag is None else tag, "now": now.isoformat(), "forms": forms})


def fates(client: Client, forms: list[Any], **more: Any) -> list[str]:
    """Send forms and return what became of each: its fate, of a refused one the code of its Problem."""
    answer = send(client, forms, **more)
    assert answer.status_code == 200
    return [
        each["problem"]["type"].removeprefix("urn:alur:problem:") if "problem" in each else each["fate"]
        for each in answer.json()["results"]
    ]


def stored() -> tuple[int, int, list[Decimal]]:
    """Return how many records and completions there are, and the JP."""
    return Statement.objects.count(), Completion.objects.count(), list(Entry.objects.values_list("amount", flat=True))


DONE = (6, 1, [Decimal("1.00")])


def test_what_was_done_offline_becomes_the_records_of_the_forms(sari: Client) -> None:
    answer = send(sari, whole()).json()

    assert [each["fate"] for each in answer["results"]] == ["stored"] * 3
    assert (answer["results"][2]["title"], "+1 JP" in answer["results"][2]["shown"]) == ("Validasi proses", True)
    assert json.loads(answer["pages"]["/modul/M1"])["completed"] == 2026
    assert list(ScreenRead.objects.order_by("at").values_list("screen", "at")) == [
        (screen, NOW - timedelta(minutes=ago)) for screen, ago in ((1, 9), (2, 8), (3, 7))
    ]
    answers = Answered.objects.order_by("question").values_list("response", "is_right")
    assert list(answers) == [("1", True), ("TIE", True)]
    assert (stored(), check()) == (DONE, [])


def test_sent_again_it_is_known(sari: Client) -> None:
    forms = whole()
    assert fates(sari, forms) == ["stored"] * 3
    for now in (NOW, NOW + timedelta(hours=3), NOW - timedelta(days=400)):
        assert fates(sari, forms + forms, now=now) == ["known"] * 6
    assert stored() == DONE


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_any_order(sari: Client, order: tuple[int, ...]) -> None:
    forms = whole()
    assert fates(sari, [forms[place] for place in order]) == ["stored"] * 3
    assert stored() == DONE


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_one_at_a_time_in_any_order_until_nothing_waits(sari: Client, order: tuple[int, ...]) -> None:
    waiting = [whole()[place] for place in order]
    for _ in range(3):
        waiting = [each for each in waiting if fates(sari, [each]) == ["learning.unfinished"]]
    assert (waiting, stored(), check()) == ([], DONE, [])


def test_what_reached_us_although_the_answer_was_lost(sari: Client) -> None:
    forms = whole()
    for each in forms:
        sari.post(each["path"], {name: values[0] for name, values in each["fields"].items()})
    assert stored() == DONE
    assert fates(sari, forms) == ["known"] * 3
    assert stored() == DONE


def test_a_wrong_answer_sent_twice_with_another_between_is_recorded_once(sari: Client) -> None:
    first = form("/modul/M1/layar/2", 9, **{"jawab-2": ["salah"]})
    second = form("/modul/M1/layar/2", 8, **{"jawab-2": ["salah lagi"]})
    assert fates(sari, [first, second]) == ["stored", "stored"]
    assert fates(sari, [first, second], now=NOW - timedelta(hours=1)) == ["known", "known"]
    assert Answered.objects.count() == 2


BAD: list[Any] = [
    {},
    "x",
    None,
    7,
    [],
    {"path": "/modul/M1/layar/1"},
    {**form("/modul/M1/layar/1"), "at": "kemarin"},
    {**form("/modul/M1/layar/1"), "at": "2026-11-24T03:00:00"},
    {**form("/modul/M1/layar/1"), "at": "9999-12-31T23:59:59Z"},
    {**form("/modul/M1/layar/1"), "at": "0001-01-01T00:00:00+14:00"},
    form("/akun/sandi"),
    form("/modul"),
    form("tidak"),
    form("//jahat.example/modul/M1/layar/1"),
    form("/modul/M1/layar/1", record_id=["x"]),
    form("/modul/M1/layar/1", record_id=["\0"]),
    form("/modul/M1/layar/1", record_id=[]),
    form("/modul/M1/layar/1", versi=["-1"]),
    form("/modul/M1/layar/1", **{"x" * 41: ["1"]}),
    form("/modul/M1/layar/1", **{"jawab-1": ["1"] * 51}),
    form("/modul/M1/layar/1", **{"jawab-2": ["x" * 6_001]}),
    form("/modul/M1/layar/1", **{f"f{number}": ["1"] for number in range(260)}),
]


def test_a_bad_one_spoils_none_of_the_others(sari: Client) -> None:
    good = whole()
    mixed = [each for pair in zip([good[0], good[1], good[2], *BAD[3:]], BAD, strict=True) for each in pair]
    found = fates(sari, mixed)

    assert [fate for fate in found if fate != "learning.bad_form"] == ["stored"] * 3
    assert len(found) == 2 * len(BAD)
    assert stored() == DONE


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (form("/modul/TIDAK/layar/1"), "learning.no_module"),
        (form("/modul/%00/layar/1"), "learning.no_module"),
        (form("/modul/M1/layar/4"), "learning.no_screen"),
        (form("/modul/M1/layar/99999999999999999999999"), "learning.no_screen"),
        (form("/modul/M1/layar/1", versi=["2"]), "learning.no_version"),
        (form("/modul/M1/selesai"), "learning.unfinished"),
        (form("/modul/M2/selesai", versi=[]), "learning.no_content"),
        (form("/modul/M1/layar/1", minutes_ago=91 * 24 * 60), "learning.too_old"),
    ],
)
def test_a_refused_one_says_why_and_how_to_mend_it(sari: Client, wrong: Form, code: str) -> None:
    answer = send(sari, [wrong, form("/modul/M1/layar/1")]).json()
    problem = answer["results"][0]["problem"]

    assert (problem["type"], bool(problem["mend"])) == (f"urn:alur:problem:{code}", True)
    assert answer["results"][1] == {"fate": "stored"}
    assert Statement.objects.count() == 1


def test_a_fault_of_ours_in_one_lets_the_others_through(sari: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole_module, real = whole(), progress.record_screen

    def failing(**values: Any) -> Any:
        if values["screen"] == 1:
            raise RuntimeError("broken")
        return real(**values)

    monkeypatch.setattr(phones, "record_screen", failing)
    assert fates(sari, whole_module) == ["http.server_error", "stored", "learning.unfinished"]
    monkeypatch.undo()
    assert fates(sari, whole_module) == ["stored", "known", "stored"]
    assert stored() == DONE


def test_another_account_sends_nothing_of_hers(sari: Client) -> None:
    tag = sari.get("/luring/antrean").json()["account"]
    answer = send(signed_in(BUDI), whole(), tag=tag)

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:alur:problem:learning.other_account")
    assert Statement.objects.count() == 0


def test_the_same_ids_of_two_people_stand_in_nobodys_way(sari: Client) -> None:
    forms = whole()
    assert fates(signed_in(BUDI), forms[:2]) == ["stored", "stored"]
    assert fates(sari, [*forms[:2], whole()[2]]) == ["stored"] * 3
    assert Completion.objects.count() == 1


def test_who_may_send(client: Client) -> None:
    for method in (client.get, client.post):
        assert method("/luring/antrean")["Location"].split("?")[0] == "/masuk"
    answer = send(signed_in("kurator", "kurator"), whole())
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:alur:problem:learning.no_learner")


def test_a_foreign_page_cannot_send(sari: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sari.cookies
    told = strict.get("/luring/antrean").json()
    body = json.dumps({"account": told["account"], "now": NOW.isoformat(), "forms": whole()})
    sent: Any = [
        strict.post("/luring/antrean", body, content_type="application/json", headers=headers)
        for headers in ({}, {"X-CSRFToken": told["token"]})
    ]
    assert [answer.status_code for answer in sent] == [403, 200]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'{"account":"a","now":"x","forms":[]}', 400),
        (b'{"account":"a","now":"9999-12-31T23:59:59Z","forms":[]}', 400),
        (json.dumps({"account": "a", "now": NOW.isoformat(), "forms": [1] * 201}).encode(), 400),
        (b" " * 1_000_001, 413),
    ],
    ids=["empty", "no text", "deep", "no time", "far", "many", "huge"],
)
def test_what_cannot_be_read_is_refused_whole(sari: Client, body: bytes, status: int) -> None:
    answer = post(sari, body)
    assert (answer.status_code, bool(answer.json()["mend"])) == (status, True)


def test_a_wrong_clock_is_put_right(sari: Client) -> None:
    behind = timedelta(days=400, minutes=3)
    forms = [{**each, "at": (datetime.fromisoformat(each["at"]) - behind).isoformat()} for each in whole()]
    assert fates(sari, forms, now=NOW - behind) == ["stored"] * 3
    assert list(Completion.objects.values_list("at", "year")) == [(NOW - timedelta(minutes=7), 2026)]


def test_it_is_judged_by_the_version_that_was_taken_along(sari: Client) -> None:
    take_content(CONTENT.replace("- (x) benar", "- ( ) benar").replace("- ( ) salah", "- (x) salah"))
    assert fates(sari, whole()) == ["stored"] * 3
    assert set(Answered.objects.values_list("content", "is_right")) == {(1, True)}
    assert stored() == DONE


def test_begun_elsewhere_with_another_version_she_finishes_with_hers(sari: Client) -> None:
    take_content(CONTENT + "\n---\n# Empat\nIsi empat.\n")
    sari.post("/modul/M1/layar/1", {"record_id": str(uuid4())})
    assert set(ScreenRead.objects.values_list("content", flat=True)) == {2}
    assert fates(sari, whole()) == ["stored"] * 3
    assert (Completion.objects.count(), check()) == (1, [])


def test_who_has_left_sends_nothing(sari: Client) -> None:
    Employee.objects.filter(nip=SARI).update(is_active=False)
    assert send(sari, whole()).status_code == 403
    assert Statement.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_tabs_and_a_worker_at_once_are_one_completion(sari: Client) -> None:
    forms = whole()
    clients = [sari, *(Client() for _ in range(3))]
    for each in clients[1:]:
        each.cookies = sari.cookies

    def act(client: Client) -> list[str]:
        try:
            with clock.frozen_at(NOW):
                return fates(client, forms)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        found = list(pool.map(act, clients))

    assert {fate for each in found for fate in each} <= {"stored", "known"}
    assert (stored(), check()) == (DONE, [])


def test_the_copy_holds_all_screens_questions_and_feedback(sari: Client) -> None:
    page = sari.get("/modul/M1/luring")
    text = page.content.decode()

    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    wanted = ["Isi satu.", "Pilih satu", "Tepat.", "Bukan itu.", "Begitulah.", "TIE"]
    assert [word for word in wanted if word not in text] == []
    assert sari.get("/modul/M2/luring").status_code == 404
    assert sari.get("/modul/M404/luring").status_code == 404
    assert signed_in("kurator", "kurator").get("/modul/M1/luring").status_code == 403
    assert Client().get("/modul/M1/luring").status_code == 302


def test_the_modules_page_offers_it_to_who_learns(sari: Client) -> None:
    offered = {name: "Simpan untuk luring" in page(client, name) for name, client in (("M1", sari), ("M2", sari))}
    assert offered == {"M1": True, "M2": False}
    assert "Simpan untuk luring" not in page(signed_in("kurator", "kurator"), "M1")


def page(client: Client, code: str) -> str:
    return client.get(f"/modul/{code}").content.decode()
