"""What stands in modules: each import that says something new adds a version, none is ever changed."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from typing import IO, Any

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.files.services import keep
from alur.base.lib.importing.verdicts import Change, Verdict
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code, unknown
from alur.learning.models import ModuleContent
from alur.learning.queries.offers import stored_columns
from alur.learning.rules.content import Asked, Screen, as_screens
from alur.learning.services.finding import push_modules
from alur.learning.services.modules import ModuleRow, put_modules
from alur.records.services import stamp

NEEDED = ("title", "jp", "published_on")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came. opened: opens it; ending: by its content (base.files.queries); most: bytes."""

    opened: Callable[[], AbstractContextManager[IO[bytes]]]
    ending: str
    most: int

    def keep(self) -> str:
        """Keep it and return its stored name. Raises Problem as base.files.services.keep."""
        with self.opened() as file:
            return keep(file, self.ending, most=self.most)


@dataclass(frozen=True, slots=True)
class ContentRow:
    """A module with its content.

    columns: of the module, those that are given; files: that the screens show or link to, by the name there; kept:
    those that are kept already, by the same, as they are stored.
    """

    code: str
    columns: Mapping[str, Any]
    asked: Asked
    screens: tuple[Screen, ...]
    files: Mapping[str, Incoming] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)


def put_content(*, actor: Actor, row: ContentRow, source: str = "", path: str = "") -> Verdict:
    """Make or change a module and add its content, unless it has it already; return what became of it.

    CREATED: it had none before. Refused as `catalogue.unknown_exam`, `learning.incomplete_module` (a new module needs
    title, jp and published_on). source: for the audit trail; path: of the unit whose module it is, "" for the agency's.
    Raises Problem `access.not_allowed`.
    """
    permissions.require(actor, "catalogue.manage", path=path)
    if row.asked.exam and not ids_by_code(Kind.EXAM, [row.asked.exam]):
        return unknown(Kind.EXAM, row.asked.exam)
    if isinstance(refusal := module_row(row), Problem):
        return refusal
    images = {name: file.keep() for name, file in sorted(row.files.items())} | dict(row.kept)
    with transaction.atomic():
        known_at = stamp()  # other imports wait from here on
        module = module_row(row)
        if isinstance(module, Problem):
            return module
        [change] = put_modules(actor=actor, rows=[module], source=source, path=path)
        number = add_version(row, images, known_at)
        if number is None:
            return change
        push_modules([row.code])
        audit.write(actor, "learning.import_content", f"module:{row.code}", source=source, version=number)
        return Change.CREATED if number == 1 else Change.UPDATED


def module_row(row: ContentRow) -> ModuleRow | Problem:
    """Return the module as it should be: what the file does not say stays as it is."""
    stored = stored_columns(row.code)
    given = {**(stored or {}), **row.columns}
    missing = [name for name in NEEDED if name not in given]
    if missing:
        return Problem(
            "learning.incomplete_module",
            _("There is no module with the code “%(code)s” yet, and the file does not tell its %(missing)s.")
            % {"code": row.code, "missing": ", ".join(missing)},
            field=missing[0],
            mend=_("Add the lines to the front matter, or import the module first."),
        )
    return ModuleRow(code=row.code, **given)


def add_version(row: ContentRow, images: Mapping[str, str], known_at: int) -> int | None:
    """Add the content as a version and return its number, None when the latest says the same."""
    [activity_id] = ids_by_code(Kind.MODULE, [row.code]).values()
    body, asked = as_screens(row.screens), asdict(row.asked)
    digest = hashlib.sha256(orjson.dumps([body, asked, images], option=orjson.OPT_SORT_KEYS)).hexdigest()
    latest = ModuleContent.objects.filter(activity_id=activity_id).order_by("-number").first()
    if latest is not None and latest.digest == digest:
        return None
    made = ModuleContent.objects.create(
        activity_id=activity_id,
        number=latest.number + 1 if latest else 1,
        body=body,
        asked=asked,
        images=dict(images),
        digest=digest,
        screen_count=len(row.screens),
        question_count=sum(len(screen.questions) for screen in row.screens),
        known_at=known_at,
    )
    return made.number
