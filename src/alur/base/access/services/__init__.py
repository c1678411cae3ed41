"""What is done with accounts, roles and credentials."""

from alur.base.access.services.accounts import (
    RoleWanted,
    close_accounts_of,
    create_account,
    deactivate_account,
    grant_role,
    open_account,
    revoke_role,
    set_password,
    set_roles,
    sign_out_elsewhere,
)
from alur.base.access.services.credentials import create_credential, revoke_credential
from alur.base.access.services.helping import open_for, renew, set_locked
from alur.base.access.services.resets import request_reset, send_reset

__all__ = [
    "RoleWanted",
    "close_accounts_of",
    "create_account",
    "create_credential",
    "deactivate_account",
    "grant_role",
    "open_account",
    "open_for",
    "renew",
    "request_reset",
    "revoke_credential",
    "revoke_role",
    "send_reset",
    "set_locked",
    "set_password",
    "set_roles",
    "sign_out_elsewhere",
]
