"""Makes Django ready, for commands that did not ask for it in the table."""

import gc
import os

NEW_OBJECTS_A_COLLECTION = 50_000


def set_up_django() -> None:
    """Make Django ready with our settings. Raises Problem on a bad setting."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alur.config.settings")
    django.setup()
    # What is loaded stays, so the collector need not walk it each time: it took a fifth of an import's time.
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_A_COLLECTION)
