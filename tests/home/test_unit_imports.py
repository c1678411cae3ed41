"""Files taken in by the browser: looked through without a trace, mended, taken in; by whom, and of whom."""

import zipfile
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access.models import RoleGrant
from alur.catalogue.models import Activity, ActivityVersion
from alur.home.importers import uploads
from alur.home.models import FileImport, ImportState
from alur.home.queries.imports import file_of
from alur.learning.models import Completion
from alur.people.models import Employee
from alur.records.models import Statement
from tests import cast
from tests.imports import take

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("people")]
LINA, TONO = "199001012014022003", "198812122012121004"
MODULE = "code,title,jp,published_on\nM1,Validasi,2,2026-01-03\n"
HEAD = "record_id,nip,module_code,completed_at"
EMPLOYEES = "nip,name,unit_code\n199102022015032009,Baru,BALAI-A\n123,Salah,BALAI-A\n199102022015032017,Asing,NONE\n"
MOST_QUERIES = 12


@pytest.fixture
def ppsdm() -> Client:
    return signed_in("pusat", "ppsdm")


@pytest.fixture
def pengelola() -> Client:
    return signed_in("pengelola-a", "pengelola:BALAI-A")


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    client.force_login(cast.account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def sent(client: Client, kind: str, content: str | bytes, name: str = "data.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    return client.post("/unit/impor", {"jenis": kind, "berkas": SimpleUploadedFile(name, data)})


def looked_at(client: Client, kind: str, content: str | bytes, name: str = "data.csv") -> FileImport:
    """Upload a file, have it looked through, and return what was noted."""
    answer = sent(client, kind, content, name)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    id = UUID(answer["Location"].rpartition("/")[2])
    uploads.check(id)
    return FileImport.objects.get(pk=id)


def taken(client: Client, row: FileImport) -> FileImport:
    assert client.post(f"/unit/impor/{row.pk}/masukkan").status_code == 302
    uploads.take(row.pk)
    row.refresh_from_db()
    return row


def tally(row: FileImport) -> tuple[int, int, int, int, int]:
    return row.read, row.created, row.updated, row.unchanged, row.rejected


def test_looking_leaves_no_trace_and_taking_in_does_what_was_shown(ppsdm: Client) -> None:
    before = Employee.objects.count()
    row = looked_at(ppsdm, "employees", EMPLOYEES)
    assert (row.state, tally(row), Employee.objects.count()) == (ImportState.CHECKED, (3, 1, 0, 0, 2), before)
    page = ppsdm.get(f"/unit/impor/{row.pk}").content.decode()
    assert ("bukan NIP" in page, "Tidak ada unit" in page or "NONE" in page) == (True, True)

    row = taken(ppsdm, row)
    assert (row.state, tally(row), Employee.objects.count()) == (ImportState.DONE, (3, 1, 0, 0, 2), before + 1)
    refused = b"".join(ppsdm.get(f"/unit/impor/{row.pk}/ditolak.csv").streaming_content)  # type: ignore[attr-defined]
    assert refused.decode().splitlines()[0] == "line,field,reason,nip,name,unit_code"
    assert len(refused.decode().splitlines()) == 3


def test_refused_rows_are_mended_in_the_browser(ppsdm: Client) -> None:
    row = looked_at(ppsdm, "employees", EMPLOYEES)
    cells = {"sel-3-nip": "199203032016042001", "sel-4-unit_code": "BALAI-B", "sel-4-name": "Asing", "sel-2-nip": "x"}
    assert ppsdm.post(f"/unit/impor/{row.pk}/betulkan", cells).status_code == 302
    row.refresh_from_db()
    assert row.mends == {"3": {"nip": "199203032016042001"}, "4": {"unit_code": "BALAI-B"}}
    uploads.check(row.pk)
    row = taken(ppsdm, FileImport.objects.get(pk=row.pk))

    assert tally(row) == (3, 3, 0, 0, 0)
    assert Employee.objects.get(nip="199203032016042001").name == "Salah"
    assert file_of(row).read_text(encoding="utf-8") == EMPLOYEES


def test_a_lost_digit_is_not_mended_by_mending_another_cell(ppsdm: Client) -> None:
    import xlsxwriter

    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as sheets:
        sheet = sheets.add_worksheet()
        sheet.write_row(0, 0, ["nip", "name", "unit_code"])
        sheet.write_row(1, 0, [199102022015032009, "Baru", "BALAI-A"])
    row = looked_at(ppsdm, "employees", book.getvalue(), "data.xlsx")
    assert (tally(row), row.refused[0][1]) == ((1, 0, 0, 0, 1), "nip")
    ppsdm.post(f"/unit/impor/{row.pk}/betulkan", {"sel-2-name": "Lain"})
    uploads.check(row.pk)
    assert tally(FileImport.objects.get(pk=row.pk)) == (1, 0, 0, 0, 1)
    ppsdm.post(f"/unit/impor/{row.pk}/betulkan", {"sel-2-nip": "199102022015032009"})
    uploads.check(row.pk)
    assert tally(FileImport.objects.get(pk=row.pk)) == (1, 1, 0, 0, 0)


def test_sent_twice_it_is_taken_in_once(ppsdm: Client, tmp_path: Any) -> None:
    take(tmp_path, "modules", MODULE)
    content = f"{HEAD}\n{uuid4()},{cast.SARI},M1,2026-03-01T09:00\n"
    for counts in ((1, 1, 0, 0, 0), (1, 0, 0, 1, 0)):
        row = looked_at(ppsdm, "completions", content)
        assert tally(row) == counts
        row = taken(ppsdm, row)
        ppsdm.post(f"/unit/impor/{row.pk}/masukkan")
        uploads.take(row.pk)

    assert (Statement.objects.count(), Completion.objects.count()) == (1, 1)


def bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x", "w", force_zip64=True) as out:
        for _ in range(1_100):
            out.write(bytes(1_000_000))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"\x00\x01\x02"),
        ("a.csv", b"\xff\xfen\x00i\x00p\x00"),
        ("a.csv", b"nama,alamat\nx,y\n"),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.xlsx", b"nip,name\n"),
        ("a.csv", b"nip,name,unit_code,name\n"),
    ],
)
def test_what_cannot_be_read_says_why(ppsdm: Client, name: str, content: bytes) -> None:
    answer = sent(ppsdm, "employees", content, name)
    if answer.status_code == 422:
        assert 'class="wrong"' in answer.content.decode()
        return
    row = looked_at(ppsdm, "employees", content, name)
    page = ppsdm.get(f"/unit/impor/{row.pk}")
    assert (row.state, row.failure != "", page.status_code) == (ImportState.FAILED, True, 200)
    assert "notice-error" in page.content.decode()


def test_a_missing_column_is_said_with_the_name_that_the_screens_use(ppsdm: Client) -> None:
    row = looked_at(ppsdm, "employees", "nama,alamat\nx,y\n")
    assert "Berkas “Pegawai” memiliki kolom: nip, name" in row.failure
    assert "employees" not in ppsdm.get(f"/unit/impor/{row.pk}").content.decode()


def test_a_bomb_is_refused_unopened(ppsdm: Client) -> None:
    row = looked_at(ppsdm, "employees", bomb(), "bom.xlsx")
    assert (row.state, "1024" in row.failure or "MB" in row.failure) == (ImportState.FAILED, True)


@pytest.mark.parametrize("name", ["a.exe", "a", "../../etc/passwd", "a.csv.php"])
def test_other_files_are_not_kept(ppsdm: Client, name: str) -> None:
    answer = sent(ppsdm, "employees", "nip\n", name)
    assert (answer.status_code, FileImport.objects.count()) == (422, 0)


def test_a_unit_takes_in_its_own_people_alone(pengelola: Client, tmp_path: Any) -> None:
    take(tmp_path, "modules", MODULE)
    rows = [f"{uuid4()},{nip},M1,2026-03-01T09:00\n" for nip in (cast.SARI, LINA, TONO, "199912312025011009")]
    row = taken(pengelola, looked_at(pengelola, "completions", f"{HEAD}\n{''.join(rows)}"))

    assert tally(row) == (4, 2, 0, 0, 2)
    # The same words for somebody of another unit and for nobody.
    assert len({reason.replace(nip["nip"], "") for _line, _field, reason, nip in row.refused}) == 1
    for kind in ("employees", "units", "modules", "knowledge"):
        assert sent(pengelola, kind, "x\n").status_code == 422


def test_a_unit_takes_in_presence_in_its_own_sessions_alone(pengelola: Client, tmp_path: Any) -> None:
    times = "2026-03-10T09:00,2026-03-10T11:00"
    sessions = f"A1,Satu,{times},2,BALAI-A\nB1,Dua,{times},2,BALAI-B\nP1,Tiga,{times},2,\n"
    take(tmp_path, "sessions", f"code,title,starts_at,ends_at,jp,unit_code\n{sessions}")
    rows = [
        f"{uuid4()},{nip},{code},{times}\n" for nip, code in ((LINA, "A1"), (LINA, "B1"), (LINA, "P1"), (TONO, "A1"))
    ]
    head = "record_id,nip,session_code,joined_at,left_at\n"
    row = looked_at(pengelola, "attendance", head + "".join(rows))

    assert (tally(row), [each[1] for each in row.refused]) == ((4, 1, 0, 0, 3), ["session_code", "session_code", "nip"])


def test_ones_uploads_are_nobody_elses(ppsdm: Client, pengelola: Client) -> None:
    row = looked_at(ppsdm, "employees", EMPLOYEES)
    for address in ("", "/ditolak.csv"):
        assert pengelola.get(f"/unit/impor/{row.pk}{address}").status_code == 404
    for act in ("betulkan", "masukkan", "buang"):
        assert pengelola.post(f"/unit/impor/{row.pk}/{act}").status_code == 404
    assert ppsdm.post(f"/unit/impor/{row.pk}/buang").status_code == 302
    assert (FileImport.objects.count(), file_of(row).exists()) == (0, False)


@pytest.mark.parametrize(
    ("username", "roles"),
    [(cast.SARI, ()), (cast.BUDI, ()), ("kepala", ("pimpinan",)), ("kurator-a", ("kurator:BALAI-A",))],
)
def test_who_takes_nothing_in(username: str, roles: tuple[str, ...]) -> None:
    client = signed_in(username, *roles)
    assert client.get("/unit/impor").status_code == 403
    assert sent(client, "completions", "x\n").status_code == 403
    assert client.get("/unit/impor/contoh/completions.csv").status_code == 403


def test_a_role_that_is_gone_takes_nothing_in(ppsdm: Client) -> None:
    row = looked_at(ppsdm, "employees", EMPLOYEES)
    ppsdm.post(f"/unit/impor/{row.pk}/masukkan")
    RoleGrant.objects.all().delete()
    before = Employee.objects.count()
    uploads.take(row.pk)

    row.refresh_from_db()
    assert (row.state, Employee.objects.count()) == (ImportState.FAILED, before)


def test_pages_cost_little_with_many_refused_rows(ppsdm: Client) -> None:
    rows = "".join(f"{number},Nama {number},BALAI-A\n" for number in range(300))
    row = looked_at(ppsdm, "employees", f"nip,name,unit_code\n{rows}")
    for address in ("/unit/impor", f"/unit/impor/{row.pk}"):
        with CaptureQueriesContext(connection) as queries:
            page = ppsdm.get(address)
        assert (page.status_code, len(queries) <= MOST_QUERIES) == (200, True)
    assert (row.rejected, len(row.refused)) == (300, 200)


def test_columns_are_shown_and_given(ppsdm: Client) -> None:
    assert (
        ppsdm.get("/unit/impor/contoh/units.csv").content.decode().strip() == "code,name,parent_code,kind,province,city"
    )
    assert Activity.objects.count() == ActivityVersion.objects.count() == 0
