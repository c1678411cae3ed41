"""What a session handed out becomes knowledge, in one step."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.base.ui.formats import long_date
from alur.knowledge.permissions import may_curate
from alur.knowledge.services.files import Kept, take_files
from alur.knowledge.services.items import MATERIAL, ItemRow, keep_items
from alur.learning.models import Session, SessionFile
from alur.learning.permissions import may_manage
from alur.learning.queries.session_items import Made, item_code, made_of
from alur.learning.queries.sessions import Files, files_of, session
from alur.learning.rules.handouts import Handout, Held, body

# The agency's language, as titles are.
LANGUAGE = "id"


def make_item(*, actor: Actor, code: str) -> str:
    """Let what a session handed out become a knowledge item; return its code.

    What can be read of its files goes with it, recordings are led to. Done again it holds what is handed out by then,
    unless somebody has changed its text meanwhile. Whoever holds the session may, and the curators of its unit. Raises
    Problem `access.not_allowed`, `learning.no_session`, `learning.nothing_handed_out` (409).
    """
    found = session(code)
    if not (may_manage(actor, found.unit) or may_curate(actor, found.unit)):
        raise permissions.not_allowed()
    files = files_of(found)
    if not (files.all or found.material_url or found.recording_url):
        raise nothing_handed_out()
    with transaction.atomic():
        Session.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if made_of(code) in (Made.NOT, Made.AS_IT_WAS):
            keep_items(actor=actor, rows=[row(found, files)], source=f"session:{code}")
            kept = [Kept(each.stored, each.title, each.size_bytes) for each in files.all]
            take_files(actor=actor, code=item_code(code), kept=kept)
            audit.write(actor, "learning.make_item", f"session:{code}", item=item_code(code))
    return item_code(code)


def row(found: Session, files: Files) -> ItemRow:
    activity, day = found.activity, clock.local_date(found.starts_at)
    material = [Handout("Buka materi", found.material_url)] if found.material_url else []
    recordings = [Handout("Tonton rekaman", found.recording_url)] if found.recording_url else []
    held = Held(
        title=activity.title,
        address=reverse("sesi_satu", kwargs={"code": activity.code}),
        day=long_date(day, LANGUAGE),
        speaker=found.speaker,
        summary=activity.summary,
        material=[*material, *(handout(found, each) for each in files.material)],
        recordings=[*recordings, *(handout(found, each) for each in files.recordings)],
    )
    return ItemRow(
        item_code(activity.code),
        activity.title,
        body(held),
        kind=MATERIAL,
        unit_code=found.unit.code if found.unit else "",
        author_nip=found.speaker_employee.nip if found.speaker_employee else "",
        topics=list(activity.topics),
        created_on=day,
    )


def handout(found: Session, file: SessionFile) -> Handout:
    address = reverse("sesi_materi_satu", kwargs={"code": found.activity.code, "id": file.pk})
    return Handout(file.title, address, file.ending)


def nothing_handed_out() -> Problem:
    return Problem(
        "learning.nothing_handed_out",
        _("The session has neither material nor a recording yet."),
        mend=_("Attach a file, or give their addresses, then try again."),
        status=409,
    )
