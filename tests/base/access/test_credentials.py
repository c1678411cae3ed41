"""Who another system is, by the header it sends."""

import base64
from collections.abc import Iterator

import pytest

from alur.base.access import services
from alur.base.access.queries import credentials
from alur.base.access.rules import SYSTEM
from alur.base.lib.problems import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    credentials.forget()
    yield
    credentials.forget()


@pytest.fixture
def pair() -> tuple[str, str]:
    made = services.create_credential(actor=SYSTEM, name="SIASN", scopes=["xapi:write", "xapi:read", "xapi:read"])
    return made.credential.key, made.secret


def basic(key: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()


def problem_of(header: str) -> tuple[str, int]:
    with pytest.raises(Problem) as caught:
        credentials.authenticate_credential(header)
    return caught.value.code, caught.value.status


@pytest.mark.parametrize("scheme", ["Basic", "basic", "Bearer", "BEARER"])
def test_both_schemes(pair: tuple[str, str], scheme: str) -> None:
    key, secret = pair
    header = basic(key, secret).replace("Basic", scheme) if scheme.lower() == "basic" else f"{scheme} {key}:{secret}"
    actor = credentials.authenticate_credential(header)

    assert (actor.kind, actor.name, actor.subject, actor.grants, actor.scopes) == (
        "credential",
        f"credential:{key}",
        "",
        frozenset(),
        frozenset({"xapi:read", "xapi:write"}),
    )


@pytest.mark.parametrize("header", ["", "Basic", "Bearer ", "Digest username=x", "secret", "Bearer\t"])
def test_no_credential(header: str) -> None:
    assert problem_of(header) == ("access.credential_missing", 401)


@pytest.mark.parametrize(
    "header",
    [
        "Basic !!!!",
        "Basic " + base64.b64encode(b"\xff\xfe:x").decode(),
        "Basic " + base64.b64encode(b"no colon").decode(),
        "Bearer nokey:nosecret",
        "Bearer :",
        "Bearer nocolon",
        "Bearer " + "x" * 100_000,
    ],
)
def test_bad_credential(header: str) -> None:
    assert problem_of(header) == ("access.bad_credential", 401)


def test_wrong_secret(pair: tuple[str, str]) -> None:
    key, secret = pair

    assert problem_of(basic(key, secret[:-1])) == ("access.bad_credential", 401)
    assert problem_of(basic(key, "")) == ("access.bad_credential", 401)


def test_remembered_credential_still_needs_its_secret(pair: tuple[str, str]) -> None:
    key, secret = pair
    credentials.authenticate_credential(basic(key, secret))

    assert problem_of(basic(key, "other")) == ("access.bad_credential", 401)


def test_remembered_for_seconds(pair: tuple[str, str], django_assert_num_queries: object) -> None:
    header = basic(*pair)
    with django_assert_num_queries(1):  # type: ignore[operator]
        for _ in range(10):
            credentials.authenticate_credential(header)


def test_revoked(pair: tuple[str, str]) -> None:
    key, secret = pair
    credentials.authenticate_credential(basic(key, secret))
    services.revoke_credential(actor=SYSTEM, key=key)

    assert problem_of(basic(key, secret)) == ("access.bad_credential", 401)
    with pytest.raises(Problem) as caught:
        services.revoke_credential(actor=SYSTEM, key=key)
    assert (caught.value.code, caught.value.status) == ("access.unknown_credential", 404)


def test_secret_is_not_kept(pair: tuple[str, str]) -> None:
    from alur.base.access.models import Credential

    stored = Credential.objects.get(key=pair[0])
    assert pair[1] not in str(vars(stored))
