"""Looks at the environment, before anything is made of it."""

import difflib
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

from alur.base.lib.problems import Problem
from alur.cli.doctor.findings import Finding
from alur.config import environment, mail
from alur.config.environment import Environment

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
SHORTEST_KEY = 32
FEWEST_CHARACTERS = 10  # different ones, in a key worth the name
DEFAULT_URL = "http://127.0.0.1:8000"


def check(found: Environment) -> Iterator[Finding]:
    """Yield what is wrong with the variables."""
    yield from unknown_names(found)
    yield from unreadable_values(found)
    yield from weak_secret(found)
    yield from hosts(found)


def unknown_names(found: Environment) -> Iterator[Finding]:
    for name in sorted(found.values):
        if not name.startswith("ALUR_") or name in environment.VARIABLES or name.startswith("ALUR_TEST_"):
            continue
        near = difflib.get_close_matches(name, environment.VARIABLES, n=1, cutoff=0.6)
        yield Finding(
            f"There is no setting {name}.",
            "It does nothing; what it was meant to set has its default.",
            f"Rename it to {near[0]}." if near else f"Remove it: unset {name}. The settings are in docs/settings.md.",
        )


def unreadable_values(found: Environment) -> Iterator[Finding]:
    host = urlsplit(found.text("ALUR_BASE_URL", DEFAULT_URL)).hostname or ""
    readers: list[Callable[[], object]] = [
        lambda: environment.database(found),
        lambda: environment.storage(found),
        lambda: mail.settings(found.text("ALUR_EMAIL_URL"), home=found.home, host=host),
        lambda: found.number("ALUR_TRUSTED_PROXIES", 0),
        *(partial(found.text, name, choices[0]) for name, choices in environment.CHOICES.items()),
    ]
    for read in readers:
        try:
            read()
        except Problem as problem:
            yield Finding(problem.message, "Alur does not start with it.", problem.mend, is_fatal=True)


def weak_secret(found: Environment) -> Iterator[Finding]:
    key = found.text("ALUR_SECRET_KEY")
    if key and (len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS):
        yield Finding(
            "ALUR_SECRET_KEY is weak.",
            "Who guesses it can sign in as anyone.",
            "Remove it (Alur makes its own), or set the output of: openssl rand -base64 48",
        )


def hosts(found: Environment) -> Iterator[Finding]:
    names = found.words("ALUR_ALLOWED_HOSTS", "")
    url = urlsplit(found.text("ALUR_BASE_URL", DEFAULT_URL))
    if url.scheme not in ("http", "https") or not url.hostname:
        yield Finding(
            f"ALUR_BASE_URL is “{url.geturl()}”.",
            "Links in mails and the check of forms are made of it.",
            "Write https://host, as people type it.",
            is_fatal=True,
        )
        return
    yield from host_names(names)
    if url.scheme == "http" and url.hostname not in LOCAL:
        yield Finding(
            f"ALUR_BASE_URL is {url.geturl()}, without TLS.",
            "Passwords and sign-ins travel readable for all on the way.",
            f"Put a proxy with a certificate in front and set ALUR_BASE_URL=https://{url.hostname}",
        )
    public = [name for name in names if name not in LOCAL and name != "[::1]"]
    if public and url.hostname in LOCAL:
        yield Finding(
            f"ALUR_BASE_URL is {url.geturl()}, but Alur is reached as {public[0]}.",
            "Links in mails lead nowhere, and forms sent over https are refused.",
            f"Set ALUR_BASE_URL=https://{public[0].lstrip('.')}",
        )
    elif public and not any(allows(name, url.hostname) for name in names):
        yield Finding(
            f"ALUR_ALLOWED_HOSTS does not name {url.hostname}, the host of ALUR_BASE_URL.",
            "One of the two is not the address that people use.",
            f"Set ALUR_ALLOWED_HOSTS={','.join([*names, url.hostname])}, or mend ALUR_BASE_URL.",
        )


def host_names(names: list[str]) -> Iterator[Finding]:
    for name in names:
        if name == "*":
            yield Finding(
                "ALUR_ALLOWED_HOSTS allows every host.",
                "A forged host name gets into links that Alur sends.",
                "Name the hosts that people type: ALUR_ALLOWED_HOSTS=alur.example.go.id",
            )
        elif "/" in name or (":" in name and not name.startswith("[")):
            bare = urlsplit(name if "//" in name else f"//{name}").hostname or ""
            yield Finding(
                f"ALUR_ALLOWED_HOSTS has “{name}”.",
                "It is no host name, so no request ever fits it.",
                f"Write only the name: {bare}",
            )


def allows(pattern: str, host: str) -> bool:
    return pattern in ("*", host) or (pattern.startswith(".") and f".{host}".endswith(pattern))
