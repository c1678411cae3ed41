"""How mail leaves the house: over the agency's mail server, else into files."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from alur.config.environment import bad_setting

PORTS = {"smtp": 25, "smtps": 465}
TIMEOUT_SECONDS = 20


def settings(url: str, *, home: Path, host: str) -> dict[str, object]:
    """Return Django's mail settings. url: ALUR_EMAIL_URL, "" for files in home; host: of the public address.

    Raises Problem when the url cannot be read.
    """
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": home / "mail", "DEFAULT_FROM_EMAIL": f"alur@{host}"}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise bad_setting("ALUR_EMAIL_URL", parts.scheme, "Write smtp://user:password@host:port?from=alur@host.")
    user = unquote(parts.username or "")
    sender = parse_qs(parts.query).get("from", [user if "@" in user else f"alur@{host}"])[0]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port(url),
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A password never travels in the clear.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(user),
        "EMAIL_TIMEOUT": TIMEOUT_SECONDS,
        "DEFAULT_FROM_EMAIL": sender,
    }


def port(url: str) -> int:
    parts = urlsplit(url)
    try:
        return parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise bad_setting("ALUR_EMAIL_URL", parts.netloc.rpartition("@")[2], "The port must be a number.") from error
