"""Reports by mail: once a period, with the report's own figures, to who may have them, until she stops them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ
from pypdf import PdfReader
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from alur.base.access.models import Account
from alur.base.access.queries import actor_of
from alur.base.jobs.models import Failure
from alur.base.jobs.services.running import run
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.insight.models import Delivery, Subscription
from alur.insight.queries.year import year_figures
from alur.insight.rules.periods import Every, due, named
from alur.insight.services import sending, subscribing
from alur.people.models import Unit
from alur.people.queries.employees import employee_of
from tests.home.reading import read
from tests.smtp import HANG_UP, Server, smtp

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("demo")]

ASKED = datetime(2026, 10, 15, 9, tzinfo=clock.JAKARTA)
MORNING = datetime(2026, 11, 1, 6, tzinfo=clock.JAKARTA)
JOB = sending.JOB


def account(username: str, email: str = "penerima@bpom.example") -> Account:
    Account.objects.filter(username=username).update(email=email)
    return Account.objects.get(username=username)


def asked(username: str = "ppsdm", *, unit: str = "", every: Every = Every.MONTH, language: str = "id") -> Subscription:
    chosen = Unit.objects.get(code=unit) if unit else None
    with clock.frozen_at(ASKED):
        return subscribing.subscribe(
            actor=actor_of(account(username)), unit=chosen, every=every, has_xlsx=True, has_pdf=True, language=language
        )


def queued() -> Delivery:
    assert sending.queue_due(MORNING) == 1
    return Delivery.objects.get()


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(account(username))
    client.cookies["bahasa"] = "id"
    return client


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """Give a mail server on this machine, and let mail go through it."""
    with smtp() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", found.port, 5
        yield found


@pytest.mark.parametrize(
    ("every", "since", "now", "name"),
    [
        ("month", "2026-10-15", "2026-10-31T23:00", None),
        ("month", "2026-10-15", "2026-11-01T05:59", None),
        ("month", "2026-10-15", "2026-11-01T06:00", "2026-10"),
        ("month", "2026-10-15", "2026-11-02T00:30", "2026-10"),
        ("month", "2026-11-01", "2026-11-01T09:00", None),
        ("month", "2026-12-31", "2027-01-01T06:00", "2026-12"),
        ("week", "2026-11-27", "2026-11-30T06:00", "2026-W48"),
        ("week", "2026-11-30", "2026-11-30T06:00", None),
        ("week", "2026-12-30", "2027-01-04T06:00", "2026-W53"),
    ],
)
def test_when_a_report_is_due(every: str, since: str, now: str, name: str | None) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=clock.JAKARTA)
    found = due(Every(every), since=date.fromisoformat(since), now=moment)

    assert (found and found.name) == name
    assert found is None or named(Every(every), found.name) == found


def test_each_period_is_asked_for_once() -> None:
    asked()
    counts = [sending.queue_due(MORNING + timedelta(hours=hours)) for hours in (-1, 0, 1, 24)]

    assert counts == [0, 1, 0, 0]
    assert sending.queue_due(MORNING + timedelta(days=30)) == 1
    assert list(Delivery.objects.order_by("pk").values_list("period", flat=True)) == ["2026-10", "2026-11"]
    assert OrmQ.objects.count() == 2


@pytest.mark.parametrize("unit", ["", "BBPOM-PADANG"])
def test_its_figures_are_the_report_of_the_year(unit: str) -> None:
    asked(unit=unit)
    run(JOB, {"delivery_id": queued().pk})
    [sent] = mail.outbox
    files = {name: (content, kind) for name, content, kind in sent.attachments}
    end = f"-{unit}" if unit else ""
    figures = year_figures(2026, unit=Unit.objects.get(code=unit) if unit else None)
    book = CalamineWorkbook.from_filelike(BytesIO(files[f"alur-2026-10{end}.xlsx"][0]))
    header, row = book.get_sheet_by_index(0).to_python()
    [page] = PdfReader(BytesIO(files[f"alur-2026-10{end}.pdf"][0])).pages

    assert dict(zip(header, row, strict=True)) == figures.as_numbers()
    assert f"Total JP {figures.jp_total:f}".split(".", maxsplit=1)[0] in " ".join(page.extract_text().split())
    assert (sent.to, sent.from_email) == (["penerima@bpom.example"], settings.DEFAULT_FROM_EMAIL)
    assert sent.subject.startswith("Pembelajaran ")
    assert sent.subject.endswith(", Oktober 2026")
    assert f"{settings.BASE_URL}/pusat?tahun=2026" in sent.body
    assert Delivery.objects.get().state == "sent"


def test_it_speaks_the_language_it_was_asked_in() -> None:
    asked(language="en")
    run(JOB, {"delivery_id": queued().pk})
    [sent] = mail.outbox

    assert sent.subject == "Learning of The whole agency, October 2026"
    assert "Hello " in sent.body
    assert "Keadaan" not in sent.body


def test_run_twice_it_is_sent_once(server: Server) -> None:
    asked()
    delivery = queued()
    for _ in range(3):
        run(JOB, {"delivery_id": delivery.pk})
    sending.queue_due(MORNING)

    assert len(server.taken) == 1
    assert OrmQ.objects.count() == 1


def test_a_refused_mail_is_tried_again_and_a_lasting_refusal_is_seen(server: Server) -> None:
    subscription = asked()
    delivery = queued()
    server.answers = ["451 later", "451 later"]
    run(JOB, {"delivery_id": delivery.pk})
    run(JOB, {"delivery_id": delivery.pk}, 8)
    seen = Failure.objects.get()
    run(JOB, {"delivery_id": delivery.pk})

    assert (seen.name, seen.ids) == (JOB, {"delivery_id": delivery.pk})
    assert Failure.objects.count() == 0
    assert Delivery.objects.get().state == "sent"
    assert {each["Message-ID"] for each in server.taken} == {f"<report-{subscription.pk}-2026-10@127.0.0.1>"}
    assert server.taken[-1]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_no_mail_server_is_tried_again(settings: Settings) -> None:
    with smtp() as gone:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port
    asked()
    delivery = queued()

    with pytest.raises(ConnectionRefusedError):
        sending.send(delivery.pk)
    assert Delivery.objects.get().state == "queued"


def test_what_may_have_gone_out_is_not_sent_again_by_itself(server: Server) -> None:
    asked()
    delivery = queued()
    server.answers = [HANG_UP]
    for attempt in (1, 2, 8):
        run(JOB, {"delivery_id": delivery.pk}, attempt)
    client = signed_in("ppsdm")
    told = read(client.get("/pusat/laporan")).texts
    others = signed_in("pimpinan").post(f"/pusat/laporan/{delivery.pk}/lagi").status_code
    before = len(server.taken)
    client.post(f"/pusat/laporan/{delivery.pk}/lagi")
    run(JOB, {"delivery_id": delivery.pk})

    assert (before, others, len(server.taken)) == (1, 404, 2)
    assert "Tidak diketahui apakah terkirim" in told
    assert Delivery.objects.get().state == "sent"
    assert Failure.objects.count() == 0


def test_without_a_server_it_lies_in_a_file(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    asked()
    run(JOB, {"delivery_id": queued().pk})
    [file] = tmp_path.iterdir()

    assert b"alur-2026-10.xlsx" in file.read_bytes()


@pytest.mark.parametrize("loss", ["role", "closed", "address"])
def test_who_may_no_longer_have_it_gets_nothing_more(loss: str) -> None:
    delivery_of = asked()
    delivery = queued()
    found = delivery_of.account
    if loss == "role":
        found.grants.all().delete()
    else:
        Account.objects.filter(pk=found.pk).update(**({"is_active": False} if loss == "closed" else {"email": ""}))
    run(JOB, {"delivery_id": delivery.pk})

    assert mail.outbox == []
    assert Subscription.objects.count() == 0
    assert sending.queue_due(MORNING + timedelta(days=31)) == 0


def stop_address(sent: Any) -> str:
    [found] = re.findall(rf"{settings.BASE_URL}(/laporan/berhenti/\S+)", sent.body)
    assert sent.extra_headers["List-Unsubscribe"] == f"<{settings.BASE_URL}{found}>"
    return str(found)


def test_the_link_in_the_mail_stops_it_once_it_is_meant() -> None:
    asked()
    asked(every=Every.WEEK)
    Subscription.objects.filter(every="week").update(made_at=MORNING)
    run(JOB, {"delivery_id": queued().pk})
    address = stop_address(mail.outbox[0])
    stranger = Client(enforce_csrf_checks=True)
    looked = stranger.get(address)
    after_looking = Subscription.objects.count()
    stopped = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    again = stranger.post(address)

    assert "Hentikan laporan ini?" in looked.content.decode()
    assert (after_looking, stopped.status_code, again.status_code) == (2, 200, 200)
    assert list(Subscription.objects.values_list("every", flat=True)) == ["week"]


@pytest.mark.parametrize("text", ["1.abc", "x", "9" * 3000, "1", "."])
def test_a_link_that_is_not_ours_stops_nothing(text: str) -> None:
    asked()
    answers = [Client().get(f"/laporan/berhenti/{text}"), Client().post(f"/laporan/berhenti/{text}")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Subscription.objects.count() == 1


def test_asking_looking_and_stopping_on_the_page() -> None:
    client = signed_in("pengelola")
    unit = Unit.objects.get(pk=own("pengelola"))
    sent = {"unit": unit.code, "tiap": "week", "pdf": "on"}
    first = client.post("/pusat/laporan", sent, follow=True)
    client.post("/pusat/laporan", {**sent, "xlsx": "on"})
    found = Subscription.objects.get()
    page = read(client.get("/pusat/laporan"))
    client.post(f"/pusat/laporan/{found.pk}/henti")

    assert "Laporan akan dikirim lewat surel." in first.content.decode()
    assert (found.unit, found.every, found.has_pdf, found.has_xlsx) == (unit, "week", True, True)
    assert "Berikutnya: 23 November 2026 sampai 29 November 2026" in page.texts
    assert Subscription.objects.count() == 0


def own(username: str) -> int:
    employee = employee_of(actor_of(Account.objects.get(username=username)))
    assert employee is not None
    return employee.unit_id


@pytest.mark.parametrize("sent", [{"unit": "*"}, {"unit": "BBPOM-MEDAN"}, {"tiap": "year"}, {"pdf": ""}])
def test_what_may_not_be_asked_for(sent: dict[str, str]) -> None:
    client = signed_in("pengelola")
    unit = Unit.objects.get(pk=own("pengelola")).code
    answer = client.post("/pusat/laporan", {"unit": unit, "tiap": "month", "pdf": "on", **sent})

    assert answer.status_code == 422
    assert Subscription.objects.count() == 0


def test_nobody_stops_anothers() -> None:
    found = asked("ppsdm")

    assert signed_in("pimpinan").post(f"/pusat/laporan/{found.pk}/henti").status_code == 404
    assert Subscription.objects.count() == 1


def test_an_account_without_address_is_told() -> None:
    client = signed_in("ppsdm")
    actor = actor_of(account("ppsdm", email=""))

    assert "belum memiliki alamat surel" in client.get("/pusat/laporan").content.decode()
    with pytest.raises(Problem) as caught:
        subscribing.subscribe(actor=actor, unit=None, every=Every.WEEK, has_xlsx=True, has_pdf=False, language="id")
    assert caught.value.code == "insight.no_address"


def test_the_page_costs_the_same_with_many() -> None:
    client = signed_in("ppsdm")
    costs = []
    for units in (1, 30):
        for unit in Unit.objects.all()[:units]:
            asked(unit=unit.code)
        client.get("/pusat/laporan")
        with CaptureQueriesContext(connection) as queries:
            client.get("/pusat/laporan")
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12
