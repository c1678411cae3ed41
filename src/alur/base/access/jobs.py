"""Background work at the door."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore

from alur.base.jobs.services import job


@job("access.clear_sessions", every=timedelta(days=1))
def clear_sessions() -> None:
    """Remove sign-ins that have run out."""
    SessionStore.clear_expired()
