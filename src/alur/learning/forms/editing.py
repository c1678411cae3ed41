"""What the editor of modules sends."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from alur.learning.forms import unreadable
from alur.learning.rules.drafting import SINGLE, Typed

# JSON in PostgreSQL takes neither.
NOT_STORED = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Act:
    """What a button of the editor asks for. verb: as of rules.drafting.changed_screens, or picture, look, save."""

    verb: str = "save"
    screen: int = 1
    block: str = ""


def typed(request: HttpRequest) -> Typed:
    """Return what stands in the editor, as it was typed."""
    single = {name: text(request.POST.get(name, "")) for name in SINGLE}
    return Typed(**single, screens=tuple(text(each) for each in request.POST.getlist("screens")) or ("",))


def text(value: str) -> str:
    return NOT_STORED.sub("", value).replace("\r\n", "\n").replace("\r", "\n")


def act(request: HttpRequest) -> Act:
    """Return what was pressed: `verb:screen:block`; without a button, saving."""
    verb, _sign, rest = request.POST.get("aksi", "").partition(":")
    number, _sign, block = rest.partition(":")
    return Act(verb or "save", small(number) or small(request.POST.get("layar", "")) or 1, block)


def small(written: str) -> int:
    """Return a number as a page sends it, 0 when it is none."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < len("10000000") else 0


def made_id(request: HttpRequest, name: str = "id") -> UUID:
    """Return an id that the page was made with. Raises Problem `learning.bad_form`."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise unreadable(name) from error
