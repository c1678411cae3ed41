"""What level 1 asks, when, and how its index is named. Pure."""

from datetime import datetime, timedelta
from decimal import Decimal

MATERIAL = "Materi sesuai dengan kebutuhan pekerjaan saya"
TRAINER = "Narasumber menguasai dan menjelaskan materi dengan baik"
ORGANISER = "Penyelenggara membantu kelancaran kegiatan"
TIME = "Waktu dan lamanya kegiatan memadai"
APPLYING = "Saya akan menerapkan yang saya pelajari"
# Organiser, trainer and material (domain.md §5), stored in these words whatever the language of the screen.
OF_SESSIONS = (MATERIAL, TRAINER, ORGANISER, TIME, APPLYING)
# A module has neither trainer nor organiser.
OF_MODULES = (MATERIAL, TIME, APPLYING)
BEST_SCORE = 5
# Fewer would tell what one of them said (domain.md §1: n ≥ 5).
FEWEST = 5
OPEN_FOR = timedelta(days=14)
# LAN's scale (domain.md §5): above such a share of the best, so called.
GRADES = (
    (Decimal("0.9"), "excellent"),
    (Decimal("0.8"), "good"),
    (Decimal("0.7"), "fair"),
    (Decimal("0.6"), "poor"),
)
LOWEST_GRADE = "bad"


def closes_at(ends_at: datetime) -> datetime:
    """Return until when a session that ends then takes answers."""
    return ends_at + OPEN_FOR


def grade(share: Decimal) -> str:
    """Return the name of an index. share: of the best that could be said, 0 to 1."""
    return next((name for above, name in GRADES if share > above), LOWEST_GRADE)
