"""Knowledge to curate: the fixed cast with an item of the centre's, of a unit's and of the one below."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from alur.base.access.rules import SYSTEM
from alur.base.notify.models import Notice
from alur.knowledge.models import Item
from alur.knowledge.services import ItemRow, put_items
from tests.cast import Cast

WRITTEN_ON = date(2026, 1, 15)
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)


def put_cast_items(people: Cast) -> None:
    """Let there be three items: of BALAI-A by Sari, of LOKA-A by Lina, of the whole agency by nobody."""
    verdicts = put_items(
        actor=SYSTEM,
        rows=[
            row("SOP", "Cara menyegel sampel", "procedure", "BALAI-A", people.sari.nip),
            row("MAT", "Materi segel", "material", "LOKA-A", people.lina.nip),
            row("SEMUA", "Pelajaran segel", "lesson", "", ""),
        ],
    )
    assert [str(each) for each in verdicts] == ["created"] * 3


def row(code: str, title: str, kind: str, unit: str, author: str, *, body: str = "Segel dipasang dua kali.") -> ItemRow:
    """Return an item as an import has it."""
    return ItemRow(code, title, body, kind=kind, unit_code=unit, author_nip=author, created_on=WRITTEN_ON)


def item(code: str) -> Item:
    """Return an item by its code."""
    return Item.objects.select_related("activity", "owner").get(activity__code=code)


def told(nip: str) -> Sequence[str]:
    """Return the kinds of what somebody was told, in order."""
    return list(Notice.objects.filter(recipient=nip).order_by("at", "pk").values_list("kind", flat=True))
