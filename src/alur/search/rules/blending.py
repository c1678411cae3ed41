"""What words say and what meaning says, as one."""

from collections.abc import Mapping

MEANING_COUNTS = 2.0  # as much as words
OF_BEST = 100  # of each kind are held against each other


def scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Return scores from 0, the hundredth or the last, to 1, the best; what comes after the hundredth has none."""
    best = sorted(scores.items(), key=lambda each: -each[1])[:OF_BEST]
    if not best:
        return {}
    most, least = best[0][1], best[-1][1]
    return {key: (score - least) / (most - least) if most > least else 1.0 for key, score in best}
