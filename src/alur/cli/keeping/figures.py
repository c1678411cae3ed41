"""The figures by which a restored installation is known to be the one that was backed up."""

from collections.abc import Callable, Sequence
from typing import Any

Ask = Callable[[str], Sequence[Sequence[Any]]]
HEAD = "SELECT rid, folded FROM records_head WHERE id = 1"
LEDGER = "SELECT year, count(*), sum(amount) FROM credit_entry GROUP BY year ORDER BY year"
APPLIED = "SELECT app, name FROM django_migrations ORDER BY id"


def figures(ask: Ask, tables: Sequence[str]) -> dict[str, Any]:
    """Return the store's head, the rows of each table, and entries and hundredths of JP of each year."""
    head = ask(HEAD)
    return {
        "head": [int(value) for value in head[0]] if head else [],
        "rows": {table: int(ask(f'SELECT count(*) FROM "{table}"')[0][0]) for table in sorted(tables)},
        "ledger": {str(year): [int(entries), int(amount)] for year, entries, amount in ask(LEDGER)},
    }


def applied(ask: Ask) -> list[str]:
    """Return the migrations that were applied, in their order."""
    return [f"{app}.{name}" for app, name in ask(APPLIED)]


def differences(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return in words where found is not as wanted; [] when it is."""
    told = []
    if wanted["head"] != found["head"]:
        told.append(f"head {found['head']} instead of {wanted['head']}")
    for what in ("rows", "ledger"):
        for name in sorted(wanted[what].keys() | found[what].keys()):
            was, now = wanted[what].get(name), found[what].get(name)
            if was != now:
                told.append(f"{what} of {name}: {now} instead of {was}")
    return told
