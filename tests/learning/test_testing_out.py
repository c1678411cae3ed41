"""A module in another year: what changed since, and answering its questions at once, one try."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.lib import clock
from alur.learning.models import Answered, Completion, ScreenRead
from alur.learning.statements import REASON, completed, completed_draft
from alur.records.models import Statement
from alur.records.services.rebuilding import check
from tests.imports import SARI, empty_store
from tests.learning.desk import CONTENT, furnish, take_content
from tests.learning.test_drafts import signed_in
from tests.learning.test_phones import stay_signed_in
from tests.learning.test_progress_statements import general
from tests.learning.test_scenario_rules import SCENARIO

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LAST_YEAR, THIS_YEAR = datetime(2026, 11, 24, 3, tzinfo=UTC), datetime(2027, 1, 12, 3, tzinfo=UTC)
RIGHT = {"jawab-1": "1", "jawab-2": "TIE"}
AT_ONCE = "/modul/M1/uji"


@pytest.fixture
def sari() -> Iterator[Client]:
    with empty_store():
        with clock.frozen_at(LAST_YEAR):
            furnish()
            client = signed_in(SARI)
            stay_signed_in(client)
            assert client.get(AT_ONCE).status_code == 302
            assert post(client, AT_ONCE, **RIGHT).status_code == 409
            post(client, "/modul/M1/layar/1")
            post(client, "/modul/M1/layar/2", **RIGHT)
            post(client, "/modul/M1/selesai", layar="3")
            assert client.get(AT_ONCE).status_code == 302
        with clock.frozen_at(THIS_YEAR):
            yield client


def post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {"record_id": str(uuid4()), **fields})


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def years() -> list[int]:
    return sorted(Completion.objects.values_list("year", flat=True))


def test_the_questions_at_once_complete_it_for_the_new_year(sari: Client) -> None:
    assert "Uji diri dulu" in text_of(sari, "/modul/M1")
    with CaptureQueriesContext(connection) as asked:
        page = text_of(sari, AT_ONCE)
    assert len(asked) <= 12
    assert "Jawab benar paling sedikit 1 dari 2 soal" in page
    assert len(re.findall(r'name="jawab-\d"', page)) == 3
    assert "Yang berubah" not in page
    fields = {"record_id": str(uuid4()), "versi": "1", **RIGHT}
    for _ in range(2):
        answer = sari.post(AT_ONCE, fields)
        assert "Modul selesai" in answer.content.decode()
        assert "+1 JP" in answer.content.decode()
    assert years() == [2026, 2027]
    assert ScreenRead.objects.count() == 3
    latest = Statement.objects.values().latest("rid")
    assert REASON in str(latest)
    assert "Tested Out" in str(latest)
    assert check() == []
    assert sari.get(AT_ONCE).status_code == 302


def test_not_enough_is_one_try_and_what_was_right_stays_right(sari: Client) -> None:
    take_content(CONTENT.replace("questions: 50", "questions: 100"))
    answer = post(sari, AT_ONCE, **{"jawab-1": "1", "jawab-2": "x"})
    assert "1 dari 2 soal benar; yang diminta 2." in answer.content.decode()
    assert years() == [2026]
    assert post(sari, AT_ONCE, **RIGHT).status_code == 409
    assert sari.get("/modul/M1/layar/2").content.decode().count('class="question answered') == 2
    post(sari, "/modul/M1/layar/1")
    post(sari, "/modul/M1/layar/2", **{"jawab-2": "TIE"})
    post(sari, "/modul/M1/selesai", layar="3")
    assert years() == [2026, 2027]
    assert check() == []


def test_nothing_answered_is_no_try(sari: Client) -> None:
    count = Answered.objects.count()
    assert "0 dari 2 soal benar" in post(sari, AT_ONCE).content.decode()
    assert "0 dari 2 soal benar" in post(sari, AT_ONCE, **{"jawab-1": "99", "jawab-x": "1"}).content.decode()
    assert Answered.objects.count() == count
    assert "Modul selesai" in post(sari, AT_ONCE, **RIGHT).content.decode()


def test_what_changed_is_shown_without_the_answers(sari: Client) -> None:
    take_content(CONTENT.replace("Isi tiga.", "Isi yang baru.").replace("- (x) benar", "- (x) rahasia"))
    assert f'href="{AT_ONCE}#berubah"' in text_of(sari, "/modul/M1")
    changed = text_of(sari, AT_ONCE).partition('id="berubah"')[2].partition("<form")[0]
    assert "<del>tiga</del>" in changed
    assert "<ins>yang baru</ins>" in changed
    assert "rahasia" not in changed


def test_a_scenario_is_gone_through_again(sari: Client) -> None:
    take_content(SCENARIO)
    assert "Uji diri dulu" not in text_of(sari, "/modul/M1")
    page = text_of(sari, AT_ONCE)
    assert ("Yang berubah" in page, 'name="jawab-' in page) == (True, False)
    assert post(sari, AT_ONCE, **RIGHT).status_code == 409


def test_the_record_says_why_it_counts() -> None:
    values: dict[str, Any] = {
        "record_id": uuid4(),
        "nip": SARI,
        "module_code": "M1",
        "at": THIS_YEAR,
        "score": None,
        "duration_seconds": 60,
        "is_tested_out": True,
    }
    assert completed_draft(**values)._replace(told=None) == general(completed(**values))
