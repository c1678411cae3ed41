"""What is other in a module since she completed it: its text without the questions, whose answers it would tell."""

from collections.abc import Sequence

from alur.learning.models import ModuleContent
from alur.learning.queries.reading import Reading
from alur.learning.rules.content import Passage, Screen, parse_screens
from alur.learning.rules.content.writing import screen_text
from alur.learning.rules.differences import Compared, screens


def changes(page: Reading) -> list[Compared]:
    """Return the screens that are other than in the version that she completed. One query, none without another."""
    last = page.attempt.last_content
    if last is None or not page.has_changed:
        return []
    numbers = (last, page.content_number)
    rows = ModuleContent.objects.filter(activity_id=page.offer.activity_id, number__in=numbers)
    bodies = dict(rows.values_list("number", "body"))
    if len(bodies) < len(numbers):
        return []
    old, new = (texts(parse_screens(bodies[number])) for number in numbers)
    return [each for each in screens(old, new) if not each.is_same]


def texts(found: Sequence[Screen]) -> list[str]:
    return [screen_text(Screen(screen.title, passages(screen))) for screen in found]


def passages(screen: Screen) -> tuple[Passage, ...]:
    return tuple(block for block in screen.blocks if isinstance(block, Passage))
