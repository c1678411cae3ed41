"""Makes Django ready, for commands that did not ask for it in the table."""

import os


def set_up_django() -> None:
    """Make Django ready with our settings. Raises Problem on a bad setting."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alur.config.settings")
    django.setup()
