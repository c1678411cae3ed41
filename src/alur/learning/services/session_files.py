"""Material and recordings that are handed out with a session."""

from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.files.services import keep
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.learning.models import Session, SessionFile
from alur.learning.permissions import require_manage
from alur.learning.queries.sessions import session

MOST_FILES = 30


def attach_file(*, actor: Actor, code: str, title: str, file: IO[bytes], ending: str, most: int) -> SessionFile:
    """Keep a file and hand it out with a session; the same content again gets the new title.

    title: as shown; ending, most: as of base.files.services.keep. Raises Problem `access.not_allowed`,
    `learning.no_session`, `learning.many_files`, or as keep.
    """
    found = session(code)
    require_manage(actor, found.unit)
    if found.files.count() >= MOST_FILES:
        raise Problem(
            "learning.many_files",
            _("The session has %(most)s files already.") % {"most": MOST_FILES},
            field="berkas",
            mend=_("Take one away first, or put several into one."),
            status=409,
        )
    stored = keep(file, ending, most=most)  # outside of the transaction: others shall not wait for a film
    with transaction.atomic():
        values = {"title": title, "size_bytes": file.tell(), "added_at": clock.now()}
        row, _is_new = SessionFile.objects.update_or_create(session=found, stored=stored, defaults=values)
        audit.write(actor, "learning.attach_file", target(found), file=stored)
    return row


def detach_file(*, actor: Actor, code: str, id: int) -> None:
    """Hand a file out no longer. Twice is once. Raises Problem `access.not_allowed`, `learning.no_session`."""
    found = session(code)
    require_manage(actor, found.unit)
    with transaction.atomic():
        count, _rows = found.files.filter(pk=id).delete()
        if count:
            audit.write(actor, "learning.detach_file", target(found), file=id)


def target(found: Session) -> str:
    return f"session:{found.activity.code}"
