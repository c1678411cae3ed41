"""That somebody has read an item becomes a record of hers: one a person and text, once it was seen long enough."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.knowledge.models import Item
from alur.knowledge.permissions import require_reader
from alur.knowledge.queries.items import item_of
from alur.knowledge.queries.rendering import digest_of
from alur.knowledge.queries.versions import number_of_text
from alur.knowledge.rules.reading import needed_seconds
from alur.knowledge.services.texts import UNPROCESSABLE
from alur.knowledge.statements import item_read_draft, read_id
from alur.records.services import append

SALT = "knowledge.reading"
CONFLICT = "records.conflict"


@dataclass(frozen=True, slots=True)
class Opened:
    """Which text somebody opened, and when. digest: of its body."""

    code: str
    digest: str
    at: datetime


def opening(item: Item) -> str:
    """Return a sealed word of which text is opened now, which the page sends back once it was seen long enough."""
    seconds = int(clock.now().timestamp())
    return signing.dumps([item.activity.code, digest_of(item.body), seconds], salt=SALT)


def record_read(*, actor: Actor, code: str, opened: str, at: datetime) -> bool:
    """Record that the actor has read an item; return whether that is new. Her audit trail are the records themselves.

    opened: as the page was given it. Raises Problem `knowledge.no_reader`, `knowledge.no_item`, `knowledge.not_read`.
    """
    employee, item = require_reader(actor), item_of(code, actor)
    told = unsealed(opened)
    if told is None or told.code != code or clock.now() - told.at < timedelta(seconds=needed_seconds(item.body)):
        raise not_read()
    version = number_of_text(item, told.digest)
    if version is None:
        raise not_read()
    record_id = read_id(nip=employee.nip, item_code=code, version=version)
    draft = item_read_draft(record_id=record_id, nip=employee.nip, item_code=code, version=version, at=at)
    try:
        return bool(append([draft]).stored)
    except Problem as problem:
        if problem.code != CONFLICT:
            raise
        # Read before, at another time: the first time stays.
        return False


def unsealed(opened: str) -> Opened | None:
    """Return what a sealed word says, None when it is none of ours."""
    try:
        code, digest, seconds = signing.loads(opened, salt=SALT)
        return Opened(str(code), str(digest), datetime.fromtimestamp(seconds, UTC))
    except (signing.BadSignature, ValueError, TypeError, OverflowError):
        return None


def not_read() -> Problem:
    return Problem(
        "knowledge.not_read",
        _("The text was not seen long enough to have been read."),
        mend=_("Open it again and read on; it is recorded by itself."),
        status=UNPROCESSABLE,
    )
