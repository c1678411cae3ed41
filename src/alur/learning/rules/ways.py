"""The way of one reader through a module: as far as she has chosen, then the shortest to its end. Pure.

`progress.ts` has the same for phones; a test holds the two together.
"""

from collections.abc import Mapping

from alur.learning.rules.content.flow import Targets


def way(targets: Targets, chosen: Mapping[int, int]) -> tuple[int, ...]:
    """Return the numbers of the screens on her way, from the first to the last. chosen: the screen after a fork.

    Whoever was led back to a fork stands before the choice again. Of equally short ways it is the one written first.
    """
    last = len(targets)
    path = [1]
    while path[-1] != last:
        options = targets[path[-1] - 1]
        onward = options[0] if len(options) == 1 else chosen.get(path[-1], 0)
        if onward not in options:
            break
        if onward in path:
            path = path[: path.index(onward) + 1]
            break
        path.append(onward)
    return (*path, *shortest(targets, path[-1])[1:])


def shortest(targets: Targets, start: int) -> list[int]:
    """Return the shortest way from a screen to the last, with both; the screen alone when none leads there."""
    ways = [[start]]
    seen = {start}
    for path in ways:
        if path[-1] == len(targets):
            return path
        for other in targets[path[-1] - 1]:
            if other not in seen:
                seen.add(other)
                ways.append([*path, other])
    return [start]
