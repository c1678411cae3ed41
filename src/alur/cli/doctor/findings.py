"""What a check finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be mended.

    mend: what to do, with the exact command; is_hint: worth knowing, nothing is broken; is_fatal: later checks would
    only stumble over it.
    """

    what: str
    why: str
    mend: str
    is_hint: bool = False
    is_fatal: bool = False


Check: TypeAlias = Callable[[], Iterable[Finding]]
