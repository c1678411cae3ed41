"""Accounts, the roles they hold, and the credentials of other systems."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from alur.base.access.rules import Grant

SESSION_SALT = "alur.access.session"


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by their natural key, as Django's authentication wants it."""


class Account(AbstractBaseUser):
    """Someone who can sign in.

    subject: an opaque reference of the domain above to whom the account belongs; session_epoch: one more ends all
    sign-ins of the account.
    """

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=64, blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    session_epoch = models.IntegerField(default=0)

    # What it holds, where that was read together with it; not kept in the database.
    read_grants: frozenset[Grant] | None = None

    objects = Accounts()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username

    def get_session_auth_hash(self) -> str:
        """Return what a sign-in must still match: it changes with the password and with the epoch."""
        return salted_hmac(SESSION_SALT, f"{self.password}|{self.session_epoch}", algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """A role an account holds within a scope and all below it. scope: a node's code, "" for everywhere."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=32)
    scope = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "role", "scope"], name="access_grant_once")]

    def __str__(self) -> str:
        return f"{self.role}:{self.scope}" if self.scope else self.role


class Credential(models.Model):
    """What another system signs in with. secret_hash: sha256 of a random secret, so no slow hash is needed."""

    name = models.CharField(max_length=100)
    key = models.CharField(max_length=40, unique=True)
    secret_hash = models.BinaryField(max_length=32)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
