"""Which pages are offered to whom."""

from alur.base.ui import navigation
from alur.base.ui.navigation import Item


def offered(roles: set[str], path: str) -> list[tuple[str, bool]]:
    return [(shown.item.path, shown.current) for shown in navigation.items_for(roles, path)]


def test_items_by_role_in_order() -> None:
    navigation.register(
        [
            Item("/akun", "For some", "inbox", roles=frozenset({"test-role"}), rank=1_001),
            Item("/lupa-sandi", "For all", "inbox", rank=1_000),
            Item("/nowhere-at-all", "Not installed", "inbox"),
        ]
    )
    try:
        mine = ("/lupa-sandi", "/akun", "/nowhere-at-all")

        assert [item for item in offered({"test-role"}, "/akun/sandi") if item[0] in mine] == [
            ("/lupa-sandi", False),
            ("/akun", True),
        ]
        assert [item for item in offered(set(), "/lupa-sandi") if item[0] in mine] == [("/lupa-sandi", True)]
    finally:
        for path in ("/akun", "/lupa-sandi", "/nowhere-at-all"):
            navigation.forget(path)


def test_home_is_current_only_at_home() -> None:
    assert navigation.lies_under("/", "/") is True
    assert navigation.lies_under("/rapor", "/") is False
    assert navigation.lies_under("/modul/A-1", "/modul") is True
    assert navigation.lies_under("/modulku", "/modul") is False
