"""Where mail goes, by ALUR_EMAIL_URL."""

from pathlib import Path

import pytest

from alur.base.lib.problems import Problem
from alur.config import mail

HOME = Path("/srv/alur")


def test_without_a_server_mail_goes_into_files() -> None:
    assert mail.settings("", home=HOME, host="alur.bpom.example") == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": HOME / "mail",
        "DEFAULT_FROM_EMAIL": "alur@alur.bpom.example",
    }


def test_password_and_sender_of_a_server() -> None:
    url = "smtps://alur%40bpom.example:a%2Fb@mail.bpom.example"

    assert mail.settings(url, home=HOME, host="x") == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.bpom.example",
        "EMAIL_PORT": 465,
        "EMAIL_HOST_USER": "alur@bpom.example",
        "EMAIL_HOST_PASSWORD": "a/b",
        "EMAIL_USE_SSL": True,
        "EMAIL_USE_TLS": False,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": "alur@bpom.example",
    }


def test_plain_relay_and_login_over_starttls() -> None:
    relay = mail.settings("smtp://relay:2525?from=no-reply@bpom.example", home=HOME, host="x")
    login = mail.settings("smtp://alur:secret@relay:587", home=HOME, host="alur.example")

    assert (relay["EMAIL_PORT"], relay["EMAIL_USE_TLS"], relay["DEFAULT_FROM_EMAIL"]) == (
        2525,
        False,
        "no-reply@bpom.example",
    )
    assert (login["EMAIL_USE_TLS"], login["EMAIL_USE_SSL"], login["DEFAULT_FROM_EMAIL"]) == (
        True,
        False,
        "alur@alur.example",
    )


@pytest.mark.parametrize("url", ["http://mail", "smtp://", "mail.bpom.example", "smtp://host:port"])
def test_unreadable(url: str) -> None:
    with pytest.raises(Problem) as caught:
        mail.settings(url, home=HOME, host="x")

    assert (caught.value.code, caught.value.field) == ("config.bad_setting", "ALUR_EMAIL_URL")
