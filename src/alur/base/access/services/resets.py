"""The way back for who forgot her password, without telling anybody which usernames exist."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alur.base.access import queries
from alur.base.access.models import Account
from alur.base.jobs.services import enqueue

NOBODY = 0


def request_reset(*, username: str) -> None:
    """Have a link sent to the account's e-mail address, if there are both.

    Does the same in any case, so that the time it takes tells nothing: the rest happens in the background.
    """
    account = queries.account_named(username)
    language = translation.get_language() or "id"
    enqueue("access.send_reset", account_id=account.pk if account else NOBODY, language=language)


def send_reset(*, account_id: int, language: str) -> bool:
    """Send the link; tell whether a mail went out."""
    account = Account.objects.filter(pk=account_id, is_active=True).exclude(email="").first()
    if account is None:
        return False
    with translation.override(language):
        body = render_to_string("access/mail/lupa_sandi.txt", {"account": account, "address": reset_address(account)})
        send_mail(_("New password for Alur"), body, None, [account.email])
    return True


def reset_address(account: Account) -> str:
    parts = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    # Never the request's own host: it is the asker's word.
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', kwargs=parts)}"
