"""Staff lists and unit trees as agencies send them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from alur.base.access.models import Account
from alur.base.access.rules import NOBODY, SYSTEM
from alur.base.access.services import open_account
from alur.base.audit.models import Entry
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.people.models import Employee, Placement, Unit
from alur.people.services import EmployeeRow, UnitRow, put_employees, put_units
from tests.imports import BUDI, EMPLOYEES, LINA, SARI, UNITS, empty_store, take

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def _store() -> Iterator[None]:
    with empty_store():
        yield


def tree() -> dict[str, list[str]]:
    """Return the codes from the top down to each unit."""
    codes = dict(Unit.objects.values_list("id", "code"))
    return {
        code: [codes[int(id)] for id in path.strip("/").split("/")]
        for code, path in Unit.objects.values_list("code", "path")
    }


def test_units_make_a_tree(tmp_path: Path) -> None:
    assert take(tmp_path, "units", UNITS).tally == (3, 3, 0, 0, 0)
    assert tree() == {"PUSAT": ["PUSAT"], "BALAI": ["PUSAT", "BALAI"], "LOKA": ["PUSAT", "BALAI", "LOKA"]}
    assert take(tmp_path, "units", UNITS).tally == (3, 0, 0, 3, 0)


def test_units_may_stand_in_any_order(tmp_path: Path) -> None:
    first, *rows = UNITS.splitlines()
    assert take(tmp_path, "units", "\n".join([first, *reversed(rows)])).tally == (3, 3, 0, 0, 0)
    assert tree() == {"PUSAT": ["PUSAT"], "BALAI": ["PUSAT", "BALAI"], "LOKA": ["PUSAT", "BALAI", "LOKA"]}


def test_a_parent_may_stand_batches_further_down(tmp_path: Path) -> None:
    many = "".join(f"U{number},Unit {number},LAST\n" for number in range(4_500))
    taken = take(tmp_path, "units", f"code,name,parent_code\n{many}LAST,Last,\n")
    assert taken.tally == (4_501, 4_501, 0, 0, 0)
    assert tree()["U17"] == ["LAST", "U17"]


def test_a_unit_moves_with_all_below_it(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS + "TIMUR,Timur,PUSAT\nPOS,Pos,LOKA\n")
    assert take(tmp_path, "units", "code,name,parent_code\nBALAI,Balai,TIMUR\n").tally == (1, 0, 1, 0, 0)
    assert tree() == {
        "PUSAT": ["PUSAT"],
        "TIMUR": ["PUSAT", "TIMUR"],
        "BALAI": ["PUSAT", "TIMUR", "BALAI"],
        "LOKA": ["PUSAT", "TIMUR", "BALAI", "LOKA"],
        "POS": ["PUSAT", "TIMUR", "BALAI", "LOKA", "POS"],
    }


def test_units_that_swap_places_in_one_file(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    taken = take(tmp_path, "units", "code,name,parent_code\nLOKA,Loka,PUSAT\nBALAI,Balai,LOKA\n")
    assert taken.tally == (2, 0, 2, 0, 0)
    assert tree() == {"PUSAT": ["PUSAT"], "LOKA": ["PUSAT", "LOKA"], "BALAI": ["PUSAT", "LOKA", "BALAI"]}


def test_units_in_a_circle_are_refused(tmp_path: Path) -> None:
    taken = take(tmp_path, "units", "code,name,parent_code\nA,A,B\nB,B,A\nC,C,C\nD,D,\nE,E,NONE\n")
    assert taken.tally == (5, 1, 0, 0, 4)
    assert [(row["line"], row["field"], row["code"]) for row in taken.rejected] == [
        ("2", "parent_code", "A"),
        ("3", "parent_code", "B"),
        ("4", "parent_code", "C"),
        ("6", "parent_code", "E"),
    ]
    assert tree() == {"D": ["D"]}


def test_a_unit_cannot_go_below_itself(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    taken = take(tmp_path, "units", "code,name,parent_code\nPUSAT,Pusat,LOKA\nBALAI,Balai,BALAI\n")
    assert [(row["line"], row["field"]) for row in taken.rejected] == [("2", "parent_code"), ("3", "parent_code")]
    assert tree() == {"PUSAT": ["PUSAT"], "BALAI": ["PUSAT", "BALAI"], "LOKA": ["PUSAT", "BALAI", "LOKA"]}


def test_a_tree_too_deep_is_refused_where_it_is(tmp_path: Path) -> None:
    rows = "".join(f"U{n},Unit,{f'U{n - 1}' if n else ''}\n" for n in range(200))
    taken = take(tmp_path, "units", f"code,name,parent_code\n{rows}")
    assert taken.tally[1] + taken.tally[4] == 200
    assert taken.tally[1] > 30
    assert max(len(path) for path in Unit.objects.values_list("path", flat=True)) <= 255


def test_a_column_that_is_absent_leaves_what_is_stored_and_an_empty_cell_empties_it(tmp_path: Path) -> None:
    take(tmp_path, "units", "code,name,kind,province,parent_code\nP,P,pusat,DKI,\nA,A,balai,Bali,P\n")
    take(tmp_path, "units", "code,name,province\nA,A baru,\n")
    stored = Unit.objects.values_list("code", "name", "kind", "province", "parent__code").get(code="A")
    assert stored == ("A", "A baru", "balai", "", "P")


def test_a_code_twice_in_one_file(tmp_path: Path) -> None:
    content = "code,name\nA,Satu\nA,Satu\nA,Dua\nB,B\n"
    taken = take(tmp_path, "units", content)
    assert taken.tally == (4, 2, 0, 1, 1)
    assert taken.reasons == [
        (
            "4",
            "",
            "Line 2 already speaks of “A”, with other values. Keep the line that is right and remove the other.",
        )
    ]
    assert take(tmp_path, "units", content).tally == (4, 0, 0, 3, 1)


def test_a_repeated_row_shares_the_fate_of_the_first(tmp_path: Path) -> None:
    taken = take(tmp_path, "units", "code,name,parent_code\nA,A,NONE\nA,A,NONE\nC,C,B\nC,C,B\nB,B,\n")
    assert taken.tally == (5, 2, 0, 1, 2)
    assert [row["line"] for row in taken.rejected] == ["2", "3"]


def test_employees_and_where_they_were(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    with clock.frozen_at(datetime(2022, 5, 31, 17, 30, tzinfo=UTC)):  # already June in Jakarta
        assert take(tmp_path, "employees", EMPLOYEES).tally == (2, 2, 0, 0, 0)
        assert take(tmp_path, "employees", EMPLOYEES).tally == (2, 0, 0, 2, 0)
        moved = f"nip,name,unit_code,position\n{SARI},Sari,LOKA,Penyelia\n{BUDI},Budi S.,PUSAT,\n"
        assert take(tmp_path, "employees", moved).tally == (2, 0, 2, 0, 0)
        assert take(tmp_path, "employees", moved).tally == (2, 0, 0, 2, 0)
    places = Placement.objects.order_by("id").values_list("employee__nip", "unit__code", "position", "valid_from")
    assert sorted(places) == [
        (BUDI, "PUSAT", "", date(1900, 1, 1)),
        (SARI, "BALAI", "", date(1900, 1, 1)),
        (SARI, "LOKA", "Penyelia", date(2022, 6, 1)),
    ]
    people = Employee.objects.order_by("nip").values_list("nip", "name", "unit__code", "supervisor__nip", "is_active")
    assert list(people) == [(BUDI, "Budi S.", "PUSAT", None, True), (SARI, "Sari", "LOKA", BUDI, True)]


def test_what_becomes_known_is_known_from_the_stores_moment_on(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    before = clock.to_micros(clock.now())
    take(tmp_path, "employees", EMPLOYEES)
    known = set(Employee.objects.values_list("known_at", flat=True)) | set(
        Placement.objects.values_list("known_at", flat=True)
    )
    assert min(known) >= before
    assert max(known) <= clock.to_micros(clock.now() + timedelta(seconds=5))


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("19860926201505100,Sari,BALAI,,,,", "nip"),
        ("1986092620150510012,Sari,BALAI,,,,", "nip"),
        ("19860926201505100x,Sari,BALAI,,,,", "nip"),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١,Sari,BALAI,,,,", "nip"),
        (",Sari,BALAI,,,,", "nip"),
        (f"{SARI},,BALAI,,,,", "name"),
        (f"{SARI},{'x' * 201},BALAI,,,,", "name"),
        (f"{SARI},Sari\x07,BALAI,,,,", "name"),
        (f'{SARI},"Sa\nri",BALAI,,,,', "name"),
        (f"{SARI},Sari,NONE,,,,", "unit_code"),
        (f"{SARI},Sari,,,,,", "unit_code"),
        (f"{SARI},Sari,BALAI,no mail,,,", "email"),
        (f"{SARI},Sari,BALAI,{'x' * 250}@a.id,,,", "email"),
        (f"{SARI},Sari,BALAI,,honorer,,", "employment"),
        (f"{SARI},Sari,BALAI,,,{SARI},", "supervisor_nip"),
        (f"{SARI},Sari,BALAI,,,{LINA},", "supervisor_nip"),
        (f"{SARI},Sari,BALAI,,,12,", "supervisor_nip"),
        (f"{SARI},Sari,BALAI,,,,mungkin", "active"),
    ],
)
def test_a_bad_row_is_refused_and_its_neighbours_are_kept(tmp_path: Path, row: str, field: str) -> None:
    take(tmp_path, "units", UNITS)
    content = f"nip,name,unit_code,email,employment,supervisor_nip,active\n{row}\n{BUDI},Budi,PUSAT,,PPPK,,tidak\n"
    taken = take(tmp_path, "employees", content)
    assert taken.tally == (2, 1, 0, 0, 1)
    assert [(each["line"], each["field"]) for each in taken.rejected] == [("2", field)]
    assert list(Employee.objects.values_list("nip", "employment", "is_active")) == [(BUDI, "pppk", False)]


def test_a_nip_may_be_grouped_as_people_write_it(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    taken = take(
        tmp_path,
        "employees",
        "nip,name,unit_code\n19860926 201505 1 001,Sari,BALAI\n19750310.200003.1.002,Budi,PUSAT\n",
    )
    assert taken.tally == (2, 2, 0, 0, 0)
    assert set(Employee.objects.values_list("nip", flat=True)) == {SARI, BUDI}


def test_a_nip_that_cannot_be_is_only_doubted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take(tmp_path, "units", UNITS)
    rows = "".join(
        f"{nip},X,PUSAT\n" for nip in ("198613262015051001", "198609262015131001", "198609262015219001", SARI)
    )
    assert take(tmp_path, "employees", f"nip,name,unit_code\n{rows}").tally == (4, 4, 0, 0, 0)
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("Line")] == [
        "Line 2: NIP 198613262015051001: its first 8 digits are no date of birth.",
        "Line 3: NIP 198609262015131001: its digits 13 and 14 are no month of appointment.",
        "Line 4: NIP 198609262015219001: its 15th digit is neither 1 nor 2.",
    ]


def test_supervisors_further_down_and_refused_ones(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    content = (
        "nip,name,unit_code,supervisor_nip\n"
        f"{SARI},Sari,BALAI,{BUDI}\n"
        f"{LINA},Lina,BALAI,199001012014022009\n"
        "199001012014022009,Tono,NONE,\n"
        f"{BUDI},Budi,PUSAT,\n"
    )
    taken = take(tmp_path, "employees", content)
    assert taken.tally == (4, 2, 0, 0, 2)
    assert [(row["line"], row["field"]) for row in taken.rejected] == [("4", "unit_code"), ("3", "supervisor_nip")]


def test_the_refused_file_is_corrected_and_imported_again(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    taken = take(tmp_path, "employees", f'nip;name;unit_code\n12;"Sari; S.Si.";BALAI\n{BUDI};=Budi;PUSAT\n')
    assert taken.tally == (2, 1, 0, 0, 1)
    refused = tmp_path / "employees.csv.rejected.csv"
    assert refused.read_bytes().startswith(b"line,field,reason,nip,name,unit_code\r\n2,nip,")
    mended = (
        refused.read_text(encoding="utf-8")
        .replace(',12,"Sari; S.Si."', f',{SARI},"Sari; S.Si."')
        .replace(",12,Sari; S.Si.", f",{SARI},Sari; S.Si.")
    )
    assert take(tmp_path, "employees", mended, name="mended.csv").tally == (1, 1, 0, 0, 0)
    assert set(Employee.objects.values_list("name", flat=True)) == {"Sari; S.Si.", "=Budi"}


def test_a_later_import_without_refusals_takes_the_old_refused_file_away(tmp_path: Path) -> None:
    assert take(tmp_path, "units", "code,name\nA,\n").tally == (1, 0, 0, 0, 1)
    assert take(tmp_path, "units", "code,name\nA,A\n").rejected == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["units.csv"]


def test_a_file_without_a_required_column(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        take(tmp_path, "employees", f"nip,nama,unit_code\n{SARI},Sari,BALAI\n")
    assert (caught.value.code, caught.value.field, caught.value.message) == (
        "file.missing_column",
        "name",
        "The first line does not name name.",
    )
    assert "supervisor_nip" in caught.value.mend


def test_an_unknown_column_is_said_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert take(tmp_path, "units", "code,name,eselon\nA,A,2\n").tally == (1, 1, 0, 0, 0)
    assert "Column “eselon” is not known for units and is left out." in capsys.readouterr().err


def test_control_characters_in_json_are_refused_and_can_be_mended(tmp_path: Path) -> None:
    content = '{"code":"A","name":"A\\u0000B"}\n{"code":"C\\u0000","name":"C"}\n{"code":"D","name":"D"}\n'
    taken = take(tmp_path, "units", content, name="units.jsonl")
    assert [(row["line"], row["field"], row["code"], row["name"]) for row in taken.rejected] == [
        ("1", "name", "A", "A\0B"),
        ("2", "code", "C\0", "C"),
    ]
    assert tree() == {"D": ["D"]}


def test_json_lines_keep_what_they_do_not_name(tmp_path: Path) -> None:
    take(tmp_path, "units", "code,name,kind,province\nA,A,balai,Bali\n")
    lines = '{"code":"A","name":"A","province":null}\n{"code":"B","name":""}\n'
    taken = take(tmp_path, "units", lines, name="units.jsonl")
    assert taken.tally == (2, 0, 1, 0, 1)
    assert list(taken.rejected[0]) == ["line", "field", "reason", "code", "name"]
    assert Unit.objects.values_list("kind", "province").get(code="A") == ("balai", "")


def test_each_batch_is_in_the_audit_trail(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    take(tmp_path, "units", UNITS + "BARU,Baru,PUSAT\n")
    assert list(Entry.objects.order_by("id").values_list("actor", "action", "detail")) == [
        ("system", "people.import_units", {"source": "units.csv", "created": 3}),
        ("system", "people.import_units", {"source": "units.csv", "created": 1}),
    ]


def test_only_who_may_import_may() -> None:
    with pytest.raises(Problem, match="role"):
        put_units(actor=NOBODY, rows=[UnitRow("A", "A")])
    with pytest.raises(Problem, match="role"):
        put_employees(actor=NOBODY, rows=[EmployeeRow(SARI, "Sari", "A")])
    assert not Unit.objects.exists()
    assert put_units(actor=SYSTEM, rows=[UnitRow("A", "A")]) == ["created"]


def test_who_has_left_can_no_longer_sign_in(tmp_path: Path) -> None:
    take(tmp_path, "units", UNITS)
    take(tmp_path, "employees", EMPLOYEES)
    for nip in (SARI, BUDI):
        open_account(actor=SYSTEM, username=nip, password="kopi susu pagi hari", wanted=[])
    unit_code = Employee.objects.get(nip=SARI).unit.code
    take(tmp_path, "employees", f"nip,name,unit_code,active\n{SARI},Sari,{unit_code},false\n")
    assert dict(Account.objects.values_list("username", "is_active")) == {SARI: False, BUDI: True}
