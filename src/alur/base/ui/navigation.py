"""What the shell's navigation shows: packages above register their pages, each viewer sees those of her roles."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache

from django.urls import Resolver404, resolve
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Item:
    """A page in the navigation.

    path: its address (`/pusat`); icon: name in the sprite; roles: who sees it, empty for all who are signed in;
    rank: order; in_bar: whether it has a place in the bottom bar of a phone, which holds four; key: the letter that
    leads there after g; count: address of a number to show beside it, asked for once the page is there.
    """

    path: str
    label: "str | Promise"
    icon: str
    roles: frozenset[str] = field(default_factory=frozenset)
    rank: int = 50
    in_bar: bool = False
    key: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as the shell draws it. current: whether the page shown lies at or under it."""

    item: Item
    current: bool


_items: dict[str, Item] = {}


def register(items: Iterable[Item]) -> None:
    """Add items; a later one of the same path takes the place of the earlier."""
    _items.update({item.path: item for item in items})


def forget(path: str) -> None:
    """Take the item of a page away, if there is one."""
    _items.pop(path, None)


def items_for(roles: Collection[str], path: str) -> list[Shown]:
    """Return the items for someone with these roles who looks at the page at path, in order."""
    return marked(roles, above(path))


def marked(roles: Collection[str], current: Collection[str]) -> list[Shown]:
    """Return the items for someone with these roles, in order. current: paths of those above the page shown."""
    seen = [item for item in _items.values() if reachable(item.path) and (not item.roles or item.roles & set(roles))]
    return [Shown(item, current=item.path in current) for item in sorted(seen, key=lambda item: item.rank)]


def above(path: str) -> tuple[str, ...]:
    """Return the paths of the items under which a page lies."""
    return tuple(item for item in _items if lies_under(path, item))


def lies_under(path: str, above: str) -> bool:
    return path == above or (above != "/" and path.startswith(f"{above}/"))


@cache
def reachable(path: str) -> bool:
    """Tell whether a page answers at path: one whose package is not installed is not offered."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
