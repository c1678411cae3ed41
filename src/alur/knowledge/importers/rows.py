"""Files of knowledge items."""

import re

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.cells import shown, wrong
from alur.base.lib.importing.kinds import Column, Kind
from alur.base.lib.importing.verdicts import KEEP
from alur.catalogue import importers as shared
from alur.knowledge.services.items import MATERIAL, ItemRow, put_items
from alur.people.importers.cells import nip

LONGEST_BODY = 2_000_000
LONGEST_SOURCE = 500
BATCH_ROWS = 500  # bodies are long
KIND = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,4})?")
INDONESIAN = "id"


def knowledge(*, actor: Actor, source: str) -> Kind[ItemRow]:
    """Return the kind `knowledge`. source: the file, for the audit trail."""
    return Kind(
        name="knowledge",
        columns={
            "id": Column(shared.code, required=True),
            "title": shared.title,
            "body": Column(cells.prose(longest=LONGEST_BODY), required=True),
            "kind": Column(kind, empty=MATERIAL),
            "unit_code": Column(cells.code(longest=64), empty=""),
            "author_nip": Column(nip, empty=""),
            "topics": shared.topics,
            "language": Column(language, empty=INDONESIAN),
            # An empty date leaves what is stored, else the same file would mean another day tomorrow.
            "created_on": Column(cells.day, empty=KEEP),
            "source": Column(cells.prose(longest=LONGEST_SOURCE), empty=""),
            "valid_until": Column(cells.day, empty=None),
            "owner_nip": Column(nip, empty=""),
            "review_on": Column(cells.day, empty=None),
            "audience": Column(cells.items(longest=65), empty=[]),
        },
        row=ItemRow,
        put=lambda rows: put_items(actor=actor, rows=rows, source=source),
        key=lambda row: row.id,
        batch_rows=BATCH_ROWS,
    )


def kind(cell: str) -> str:
    """Read a kind of knowledge: one of the usual ones or the agency's own word."""
    value = cell.lower()
    if not KIND.fullmatch(value):
        raise wrong(
            _("“%(value)s” is no kind of knowledge.") % {"value": shown(cell)},
            _("Use material, procedure, regulation, research, lesson or one word of your own."),
        )
    return value


def language(cell: str) -> str:
    """Read a language tag."""
    value = cell.lower()
    if not LANGUAGE.fullmatch(value):
        raise wrong(
            _("“%(value)s” is no language.") % {"value": shown(cell)}, _("Write id, en or another language tag.")
        )
    return value
