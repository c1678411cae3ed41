"""Where access notes what was done: the audit trail, which lies above and registers itself at start."""

from typing import Protocol

from alur.base.access.rules import Actor


class Writer(Protocol):
    """The audit trail's own `write`."""

    def __call__(self, actor: Actor, action: str, target: str, **detail: object) -> None: ...


_writers: list[Writer] = []


def register(writer: Writer) -> None:
    """Let writer take what access does. Called once, by the audit trail's app."""
    _writers[:] = [writer]


def write(actor: Actor, action: str, target: str, **detail: object) -> None:
    """Note an act in the transaction of the act itself. action: noun.verb; target: `kind:key`."""
    for writer in _writers:
        writer(actor, action, target, **detail)
