"""A file becomes a draft: its headings, lists and tables are those of the draft."""

from typing import IO
from uuid import UUID

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.files.queries import ending_of, most_bytes
from alur.base.files.rules import MEGABYTE, Use
from alur.base.lib.extracting import running
from alur.base.lib.extracting.pages import READABLE
from alur.base.lib.problems import Problem
from alur.knowledge.models import Draft
from alur.knowledge.permissions import require_writer
from alur.knowledge.rules.unpacking import typed_from_file
from alur.knowledge.services.drafts import begin_draft
from alur.knowledge.services.texts import UNPROCESSABLE

FIELD = "berkas"


def draft_from_file(*, actor: Actor, id: UUID, name: str, file: IO[bytes], size: int) -> Draft:
    """Begin a draft of what a file says, once for the id that the page made. size: in bytes.

    Raises Problem `knowledge.file_kind`, `knowledge.file_large`, `knowledge.file_silent` (422), `extracting.<fault>`,
    or as `begin_draft`.
    """
    require_writer(actor)
    if again := Draft.objects.filter(pk=id, made_by=actor.name).first():
        return again
    most = most_bytes(Use.DOCUMENT)
    if size > most:
        raise fault("large", _("The file is larger than %(most)s MB.") % {"most": most // MEGABYTE}, _("Divide it."))
    ending = ending_of(file, size)
    if ending not in READABLE:
        raise fault(
            "kind",
            _("“%(name)s” is no file whose text can be taken: it is of another kind, or holds programs.")
            % {"name": name},
            _("Save it as DOCX, PDF or plain text in UTF-8, without macros."),
        )
    typed = typed_from_file(name, [page.text for page in running.read(file, ending)])
    if not typed.body:
        raise fault(
            "silent",
            _("There is no text in “%(name)s”; it may be a scan.") % {"name": name},
            _("Write it, or take a file that has text."),
        )
    return begin_draft(actor=actor, id=id, typed=typed)


def fault(code: str, message: str, mend: str) -> Problem:
    return Problem(f"knowledge.file_{code}", message, field=FIELD, mend=mend, status=UNPROCESSABLE)
