"""Which files the screens of a module name, and for what."""

from collections.abc import Iterable

from alur.base.files.rules import Use
from alur.base.lib.markdown import caption_sources, image_sources, linked_files, uncaptioned_sources
from alur.learning.rules.content import Block, Checklist, Passage, Screen

SHOWN = frozenset({Use.PICTURE, Use.VIDEO, Use.AUDIO})
CAPTIONS = frozenset({Use.CAPTIONS})
TAKEN = frozenset(Use)


def named_files(text: str) -> dict[str, frozenset[Use]]:
    """Return what each file that a text names may be: shown by it, captions of a film, or a link to take it away."""
    found = dict.fromkeys(linked_files(text), TAKEN)
    found |= dict.fromkeys(caption_sources(text), CAPTIONS)
    return found | dict.fromkeys(image_sources(text), SHOWN)


def uncaptioned(screens: Iterable[Screen]) -> frozenset[str]:
    """Return what screens show without captions: allowed of pictures and recordings, not of films."""
    found = (texts(block) for screen in screens for block in screen.blocks)
    return frozenset(name for each in found for text in each for name in uncaptioned_sources(text))


def files_of(screens: Iterable[Screen]) -> dict[str, frozenset[Use]]:
    """Return the same for all that stands on screens."""
    found: dict[str, frozenset[Use]] = {}
    for screen in screens:
        for block in screen.blocks:
            for text in texts(block):
                found |= named_files(text)
    return found


def texts(block: Block) -> list[str]:
    if isinstance(block, Passage):
        return [block.markdown]
    return [block.detail] if isinstance(block, Checklist) else [block.detail, block.why]
