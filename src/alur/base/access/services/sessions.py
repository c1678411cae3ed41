"""Who is signed in, read as every request needs it: two plain queries, which the ORM takes far longer to write."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS

from alur.base.access.models import Account
from alur.base.access.queries import asked_grants, grants_in
from alur.base.lib import bulk, clock

SESSION_COLUMNS = [field.attname for field in Session._meta.concrete_fields]
ACCOUNT_COLUMNS = [field.attname for field in Account._meta.concrete_fields]


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key or ""
        # The database would refuse to look for what cannot be printed.
        rows = bulk.matching(Session, ["session_key"], [(key,)], SESSION_COLUMNS) if key.isprintable() else []
        found = Session.from_db(DEFAULT_DB_ALIAS, SESSION_COLUMNS, rows[0]) if rows else None
        if found is not None and found.expire_date > clock.now():
            return found
        self._session_key = None
        return None


class Backend(AuthenticationBackend):
    """Signs in by username and password, as the sign-in library does."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a sign-in with what it holds, None when it may no longer be used."""
        rows, grants = bulk.ask(bulk.by_key(Account, {"id": user_id}, ACCOUNT_COLUMNS), asked_grants(user_id))
        account = Account.from_db(DEFAULT_DB_ALIAS, ACCOUNT_COLUMNS, rows[0]) if rows else None
        if account is None or not self.user_can_authenticate(account):
            return None
        account.read_grants = grants_in(grants)
        return account
