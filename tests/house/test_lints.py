"""The lint of writes: what it finds, what it lets pass."""

from pathlib import PurePath

import pytest

from lints.writes import faults

VIEW = PurePath("learning/views.py")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("account.save()", [".save()"]),
        ("await account.asave(update_fields=['name'])", [".asave()"]),
        ("Module.objects.create(code='A')", [".create()"]),
        ("Module.objects.filter(code='A').update(title='B')", [".update()"]),
        ("Model._default_manager.all().delete()", [".delete()"]),
        ("module.delete()", [".delete()"]),
        ("Module.objects.bulk_create(rows)", [".bulk_create()"]),
        ("Module.objects.get_or_create(code='A')", [".get_or_create()"]),
        ("bulk.insert(Module, ['code'], rows)", [".insert()"]),
        ("cursor.execute('UPDATE learning_module SET title = %s', [title])", [".execute()"]),
        ("cursor.executemany(f' insert into {table} values (%s)', rows)", [".executemany()"]),
        ("{}.update(a=1); attrs.update({'a': 1})", []),
        ("cache.delete('key')", []),
        ("rows.insert(0, row)", []),
        ("cursor.execute('SELECT count(*) FROM learning_module')", []),
        ("Module.objects.filter(code='A').first()", []),
    ],
)
def test_a_write_in_a_view_is_found(source: str, expected: list[str]) -> None:
    assert [fault.what for fault in faults(VIEW, source)] == expected


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("learning/services/modules.py", True),
        ("learning/services.py", True),
        ("learning/projections/modules.py", True),
        ("learning/migrations/0001_initial.py", True),
        ("base/audit/services.py", True),
        ("base/lib/bulk.py", True),
        ("learning/queries/services.py", False),
        ("base/ui/services_list.py", False),
        ("base/access/queries/credentials.py", False),
        ("cli/demoyear.py", False),
        ("config/urls.py", False),
    ],
)
def test_only_rooms_that_write_may(path: str, *, may: bool) -> None:
    assert faults(PurePath(path), "row.save()") == [] if may else faults(PurePath(path), "row.save()") != []


def test_a_fault_tells_where_and_how_to_mend() -> None:
    (fault,) = faults(VIEW, "x = 1\nrow.save()\n")
    assert str(fault) == (
        "learning/views.py:2: .save() writes outside services and projections; move it into a service"
    )
