"""Who reads the results: who holds a session and who spoke in it; who writes for a module's unit."""

from alur.base.access.permissions import not_allowed
from alur.base.access.rules import Actor
from alur.learning.models import Module, Session
from alur.learning.permissions import AUTHOR, may, may_manage


def may_see_session(actor: Actor, session: Session) -> bool:
    """Tell whether actor may see what participants thought of a session. session: with its unit and speaker."""
    speaker = session.speaker_employee
    is_speaker = speaker is not None and bool(actor.subject) and speaker.nip == actor.subject
    return is_speaker or may_manage(actor, session.unit)


def require_see_session(actor: Actor, session: Session) -> None:
    """Raise the Problem `access.not_allowed` unless actor may see what was thought of a session."""
    if not may_see_session(actor, session):
        raise not_allowed()


def may_see_module(actor: Actor, module: Module) -> bool:
    """Tell whether actor may see what was thought of a module, and have it asked. module: with its unit."""
    return may(actor, AUTHOR, module.unit)


def require_see_module(actor: Actor, module: Module) -> None:
    """Raise the Problem `access.not_allowed` unless actor may see what was thought of a module."""
    if not may_see_module(actor, module):
        raise not_allowed()
