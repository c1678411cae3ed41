"""The list of exams with one's own results."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import account
from tests.imports import BUDI, SARI, empty_store, take, take_basics

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 12, 20_000
MORE = "code,title,session_code,pass_score,max_score\nE2,Ujian <b>sesi</b>,S1,,\n"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        take(tmp_path, "exams", MORE)
        yield


@pytest.fixture
def sari(client: Client) -> Client:
    client.force_login(account(SARI))
    client.cookies["bahasa"] = "id"
    return client


def sit(folder: Path, nip: str, day: str, score: str) -> None:
    row = f"{uuid4()},{nip},E1,{day}T09:00,{score}"
    assert take(folder, "exam_results", f"record_id,nip,exam_code,submitted_at,score\n{row}\n").rejected == []


def words(client: Client, address: str = "/ujian") -> list[str]:
    """Return the words of each row."""
    answer = client.get(address)
    assert answer.status_code == 200
    rows = re.findall(r"(?s)<tr><th scope=\"row\".*?</tr>", answer.content.decode())
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/ujian")
    assert (answer.status_code, answer["Location"]) == (302, "/masuk?next=/ujian")


def test_exams_with_her_results(sari: Client, tmp_path: Path) -> None:
    sit(tmp_path, SARI, "2022-05-01", "60")
    sit(tmp_path, SARI, "2022-06-01", "82.5")
    sit(tmp_path, BUDI, "2022-06-01", "99")
    assert words(sari) == [
        "Ujian &lt;b&gt;sesi&lt;/b&gt; Recall – –",
        "Ujian validasi Validasi proses 70 / 100 82,5 / 100 Lulus 01/06/2022 · 2 percobaan",
    ]
    page = sari.get("/ujian").content.decode()
    assert re.findall(r"href=\"(/(?:modul|sesi)/\w+)\"", page) == ["/sesi/S1", "/modul/M1"]


def test_exams_are_found_by_title(sari: Client) -> None:
    assert [row.split()[1] for row in words(sari, "/ujian?q=VALIDASI")] == ["validasi"]
    assert words(sari, "/ujian?q=zzz%00&hal=x") == []


def test_few_queries_however_many_there_are(sari: Client, tmp_path: Path) -> None:
    few = weighed(sari)
    rows = "".join(f"X{n},Ujian {n},M1,70,100\n" for n in range(60))
    take(tmp_path, "exams", f"code,title,module_code,pass_score,max_score\n{rows}")
    many = weighed(sari)

    assert (many[0], len(words(sari))) == (few[0], 24)
    assert (many[0] <= MOST_QUERIES, many[1] <= MOST_BYTES) == (True, True)


def weighed(client: Client) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/ujian", headers={"accept-encoding": "gzip"})
    return len(queries), len(answer.content)
