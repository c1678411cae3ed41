"""Knowledge items as they come in files."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alur.base.lib import clock
from alur.knowledge.models import Item
from tests.imports import SARI, empty_store, take, take_basics

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        yield


def stored() -> list[tuple[object, ...]]:
    columns = (
        "activity__code",
        "activity__title",
        "kind",
        "body",
        "unit__code",
        "author__nip",
        "language",
        "created_on",
    )
    return list(Item.objects.order_by("activity__code").values_list(*columns))


def test_an_item_with_all_and_one_with_least(tmp_path: Path) -> None:
    content = (
        "id,title,body,kind,unit_code,author_nip,topics,language,created_on\n"
        f'k-1,Uji cepat,"# Uji\n\nBaris, ""dua"".",Procedure,BALAI,{SARI},Boraks;Pangan,EN,2021-12-31\n'
        "k-2,Pengantar,Isi,,,,,,\n"
    )
    with clock.frozen_at(datetime(2022, 5, 31, 17, 30, tzinfo=UTC)):
        assert take(tmp_path, "knowledge", content).tally == (2, 2, 0, 0, 0)
    assert take(tmp_path, "knowledge", content).tally == (2, 0, 0, 2, 0)
    assert stored() == [
        ("k-1", "Uji cepat", "procedure", '# Uji\n\nBaris, "dua".', "BALAI", SARI, "en", date(2021, 12, 31)),
        ("k-2", "Pengantar", "material", "Isi", None, None, "id", date(2022, 6, 1)),
    ]
    assert Item.objects.get(activity__code="k-1").activity.topics == ["Boraks", "Pangan"]


def test_a_changed_body_is_an_update_and_absent_columns_stay(tmp_path: Path) -> None:
    take(tmp_path, "knowledge", f"id,title,body,kind,author_nip,created_on\nk,T,Lama,lesson,{SARI},2021-01-01\n")
    assert take(tmp_path, "knowledge", "id,title,body\nk,T,Baru\n").tally == (1, 0, 1, 0, 0)
    assert stored() == [("k", "T", "lesson", "Baru", None, SARI, "id", date(2021, 1, 1))]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("k 1,T,B,,,,", "id"),
        ("k,,B,,,,", "title"),
        ("k,T, ,,,,", "body"),
        ("k,T,B,dua kata,,,", "kind"),
        ("k,T,B,,NONE,,", "unit_code"),
        ("k,T,B,,,199001012014022003,", "author_nip"),
        ("k,T,B,,,,Bahasa", "language"),
        (f"k,T,{'x' * 2_000_001},,,,", "body"),
    ],
)
def test_a_bad_item_is_refused(tmp_path: Path, row: str, field: str) -> None:
    taken = take(tmp_path, "knowledge", f"id,title,body,kind,unit_code,author_nip,language\n{row}\nbaik,T,B,,,,\n")
    assert taken.tally == (2, 1, 0, 0, 1)
    assert [each["field"] for each in taken.rejected] == [field]


def test_json_lines_make_the_same_items(tmp_path: Path) -> None:
    content = (
        '{"id":"k","title":"T","body":"Satu\\n\\nDua","topics":["a","b"],"unit_code":null,"created_on":"2022-01-01"}\n'
    )
    assert take(tmp_path, "knowledge", content, name="items.jsonl").tally == (1, 1, 0, 0, 0)
    same = 'id,title,body,topics,unit_code,created_on\nk,T,"Satu\n\nDua",a;b,,2022-01-01\n'
    assert take(tmp_path, "knowledge", same).tally == (1, 0, 0, 1, 0)
