"""What the editor of modules sends."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from alur.base.lib import posted
from alur.learning.forms import unreadable
from alur.learning.rules.drafting import SINGLE, Typed


@dataclass(frozen=True, slots=True)
class Act:
    """What a button of the editor asks for. verb: as of rules.drafting.changed_screens, or picture, look, save."""

    verb: str = "save"
    screen: int = 1
    block: str = ""


def typed(request: HttpRequest) -> Typed:
    """Return what stands in the editor, as it was typed."""
    single = {name: posted.text(request.POST.get(name, "")) for name in SINGLE}
    return Typed(**single, screens=tuple(posted.text(each) for each in request.POST.getlist("screens")) or ("",))


def act(request: HttpRequest) -> Act:
    """Return what was pressed: `verb:screen:block`; without a button, saving."""
    verb, _sign, rest = request.POST.get("aksi", "").partition(":")
    number, _sign, block = rest.partition(":")
    return Act(verb or "save", posted.small(number) or posted.small(request.POST.get("layar", "")) or 1, block)


def made_id(request: HttpRequest, name: str = "id") -> UUID:
    """Return an id that the page was made with. Raises Problem `learning.bad_form`."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise unreadable(name) from error
