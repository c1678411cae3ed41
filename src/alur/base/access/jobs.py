"""Background work at the door."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore

from alur.base.access import services
from alur.base.jobs.services import job


@job("access.clear_sessions", every=timedelta(days=1))
def clear_sessions() -> None:
    """Remove sign-ins that have run out."""
    SessionStore.clear_expired()


@job("access.send_reset")
def send_reset(*, account_id: int, language: str) -> None:
    """Send the link to a new password, if the account can be reached."""
    services.send_reset(account_id=account_id, language=language)
