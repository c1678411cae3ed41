"""Accounts and roles: services and commands."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from alur.base.access import queries, services
from alur.base.access.models import Account
from alur.base.access.rules import NOBODY, SYSTEM
from alur.base.access.services import RoleWanted
from alur.base.audit.models import Entry
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.cli import accounts, credentials
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def run(*words: str, stdin: str = "") -> str:
    result = CliRunner().invoke(accounts.command, words, input=stdin)
    if result.exception is not None:
        raise result.exception
    return result.output


def grants(username: str) -> list[str]:
    return sorted(str(grant) for grant in Account.objects.get(username=username).grants.all())


def problem_of(*words: str) -> tuple[str, str]:
    with pytest.raises(Problem) as caught:
        run(*words)
    return caught.value.code, caught.value.field


def test_account_takes_name_and_mail_from_the_staff_list() -> None:
    cast.assemble()
    with clock.frozen_at(NOON):
        made = services.create_account(actor=SYSTEM, username="19860926 201505 1 001", password=cast.PASSWORD)

    stored = Account.objects.get(pk=made.pk)
    assert (stored.username, stored.name, stored.email, stored.subject, stored.is_active, stored.created_at) == (
        cast.SARI,
        "Sari Wulandari",
        "sari@bpom.example",
        cast.SARI,
        True,
        NOON,
    )
    assert stored.check_password(cast.PASSWORD) is True


def test_account_of_a_word_belongs_to_nobody_or_to_whom_it_is_given() -> None:
    cast.assemble()
    services.create_account(actor=SYSTEM, username="admin")
    services.create_account(actor=SYSTEM, username="ppsdm", subject=cast.SARI, password="pendek", is_demo=True)

    found = list(Account.objects.order_by("username").values_list("username", "name", "subject", "is_demo"))
    assert found == [("admin", "admin", "", False), ("ppsdm", "Sari Wulandari", cast.SARI, True)]
    assert Account.objects.get(username="admin").has_usable_password() is False


@pytest.mark.parametrize("username", ["", "ab", "a b", "x" * 65, "-strich", "ünder", "a/b", "a:b", "<script>"])
def test_bad_username(username: str) -> None:
    with pytest.raises(Problem) as caught:
        services.create_account(actor=SYSTEM, username=username)

    assert (caught.value.code, caught.value.field) == ("access.bad_username", "username")


def test_username_taken() -> None:
    cast.account("ppsdm")
    with pytest.raises(Problem) as caught:
        services.create_account(actor=SYSTEM, username="PPSDM")

    assert (caught.value.code, caught.value.status) == ("access.username_taken", 409)


@pytest.mark.parametrize(
    "password", ["pendek123", "12345678901234", "password123", cast.SARI, "sari.wulandari", "sari@bpom.example"]
)
def test_weak_password(password: str) -> None:
    cast.assemble()
    with pytest.raises(Problem) as caught:
        services.create_account(actor=SYSTEM, username=cast.SARI, password=password)

    assert (caught.value.code, caught.value.field) == ("access.weak_password", "password")
    assert Account.objects.count() == 0


def test_only_who_manages_accounts_makes_them() -> None:
    cast.assemble()
    admin, ppsdm = cast.actor("admin", "admin"), cast.actor("ppsdm", "ppsdm")
    services.create_account(actor=admin, username="baru")

    for actor in (ppsdm, NOBODY, cast.actor("admin-balai", "admin:BALAI-A")):
        with pytest.raises(Problem) as caught:
            services.create_account(actor=actor, username="lain")
        assert (caught.value.code, caught.value.status) == ("access.not_allowed", 403)


def test_roles_are_set_and_noted() -> None:
    cast.assemble()
    account = cast.account("budi-p", "pengelola:BALAI-A", "kurator")
    wanted = [RoleWanted("pengelola", "BALAI-B"), RoleWanted("kurator"), RoleWanted("kurator")]

    assert services.set_roles(actor=SYSTEM, account=account, wanted=wanted) is True
    assert grants("budi-p") == ["kurator", "pengelola:BALAI-B"]
    assert services.set_roles(actor=SYSTEM, account=account, wanted=wanted) is False
    trail = Entry.objects.filter(target=f"account:{account.pk}").order_by("pk").values_list("action", "detail")
    assert list(trail) == [
        ("accounts.create", {"is_demo": False}),
        ("accounts.grant", {"role": "kurator", "scope": ""}),
        ("accounts.grant", {"role": "pengelola", "scope": "BALAI-A"}),
        ("accounts.revoke", {"role": "pengelola", "scope": "BALAI-A"}),
        ("accounts.grant", {"role": "pengelola", "scope": "BALAI-B"}),
    ]


def test_pengelola_without_unit_manages_her_own() -> None:
    cast.assemble()
    cast.account(cast.SARI, "pengelola")

    assert grants(cast.SARI) == ["pengelola:BALAI-A"]


def test_sign_out_elsewhere_is_noted() -> None:
    account = cast.account("admin", "admin")
    before = account.get_session_auth_hash()
    services.sign_out_elsewhere(actor=queries.actor_of(account), account=account)

    assert account.get_session_auth_hash() != before
    assert Entry.objects.latest("pk").action == "accounts.sign_out_elsewhere"


def test_command_creates_with_a_random_password_shown_once() -> None:
    cast.assemble()
    first, second = run("create", cast.SARI, "--role", "pengelola:BALAI-A", "--role", "kurator").splitlines()

    password = second.removeprefix("Password, shown this once: ")
    assert first == f"Created {cast.SARI} (Sari Wulandari): kurator, pengelola:BALAI-A."
    assert Account.objects.get(username=cast.SARI).check_password(password) is True
    assert len(password) == 16


def test_command_reads_the_password() -> None:
    cast.assemble()
    said = run("create", cast.SARI, "--role", "pegawai", "--password-stdin", stdin=f"{cast.PASSWORD}\r\n")

    assert said == f"Created {cast.SARI} (Sari Wulandari): pegawai.\n"
    assert Account.objects.get(username=cast.SARI).check_password(cast.PASSWORD) is True


def test_command_again_sets_the_roles_anew() -> None:
    cast.assemble()
    run("create", cast.SARI, "--role", "kurator")

    assert run("create", cast.SARI, "--role", "ppsdm") == f"Updated {cast.SARI} (Sari Wulandari): ppsdm.\n"
    assert run("create", cast.SARI, "--role", "ppsdm") == (
        f"Nothing to change for {cast.SARI} (Sari Wulandari): ppsdm.\n"
    )
    assert grants(cast.SARI) == ["ppsdm"]


def test_command_lists() -> None:
    cast.assemble()
    cast.account(cast.SARI, "kurator", "pengelola:BALAI-A")
    services.deactivate_account(actor=SYSTEM, account=cast.account("lama", "ppsdm"))
    cast.account(cast.BUDI)

    assert run("list") == (
        f"{cast.BUDI}\tBudi Santoso\t-\n"
        f"{cast.SARI}\tSari Wulandari\tkurator pengelola:BALAI-A\n"
        "lama\tlama\tppsdm\tclosed\n"
    )
    assert run("list", "wulan") == f"{cast.SARI}\tSari Wulandari\tkurator pengelola:BALAI-A\n"


def test_command_gives_a_new_password() -> None:
    account = cast.account("lama", "ppsdm")
    epoch = account.get_session_auth_hash()
    first, second = run("password", "LAMA").splitlines()
    account.refresh_from_db()

    assert first == "New password for lama (lama)."
    assert account.check_password(second.removeprefix("Password, shown this once: ")) is True
    assert account.get_session_auth_hash() != epoch
    assert run("password", "lama", "--password-stdin", stdin=cast.PASSWORD) == "New password for lama (lama).\n"


def test_command_closes() -> None:
    cast.account("lama", "ppsdm")

    assert run("close", "lama") == "Closed lama (lama).\n"
    assert problem_of("close", "lama") == ("access.unknown_account", "nip")
    assert problem_of("password", "tiada") == ("access.unknown_account", "nip")


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ((cast.SARI, "--role", "raja"), "access.unknown_role", "role"),
        ((cast.SARI, "--role", ""), "access.unknown_role", "role"),
        ((cast.SARI, "--role", "pengelola:NIRWANA"), "people.unknown_unit", "role"),
        (("admin", "--role", "pengelola"), "access.scope_needed", "role"),
        (("199912312025011009", "--role", "pegawai"), "access.nobody", "role"),
        (("admin", "--role", "pegawai"), "access.nobody", "role"),
        (("a b", "--role", "admin"), "access.bad_username", "username"),
        ((cast.SARI, "--role", "admin", "--password-stdin"), "access.no_password", ""),
    ],
)
def test_command_refuses_and_leaves_nothing(words: tuple[str, ...], code: str, field: str) -> None:
    cast.assemble()

    assert problem_of("create", *words) == (code, field)
    assert Account.objects.count() == 0


def credential(*words: str) -> dict[str, str]:
    result = CliRunner().invoke(credentials.command, words)
    if result.exception is not None:
        raise result.exception
    return json.loads(result.output)  # type: ignore[no-any-return]


def test_credential_command_prints_key_and_secret() -> None:
    made = credential("create", "SIASN", "--scope", "xapi:write", "--scope", "xapi:read")

    assert sorted(made) == ["key", "secret"]
    actor = queries.credentials.authenticate_credential(f"Bearer {made['key']}:{made['secret']}")
    assert (actor.kind, actor.name, actor.scopes) == (
        "credential",
        f"credential:{made['key']}",
        frozenset({"xapi:read", "xapi:write"}),
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("create", " ", "--scope", "xapi:read"), "access.bad_credential_name"),
        (("create", "x" * 101, "--scope", "xapi:read"), "access.bad_credential_name"),
        (("create", "SIASN", "--scope", "everything"), "access.bad_scope"),
        (("create", "SIASN", "--scope", "xapi:read write"), "access.bad_scope"),
        (("revoke", "nokey"), "access.unknown_credential"),
    ],
)
def test_credential_command_refuses(words: tuple[str, ...], code: str) -> None:
    with pytest.raises(Problem) as caught:
        credential(*words)

    assert caught.value.code == code


def test_expired_credential() -> None:
    with clock.frozen_at(NOON):
        made = services.create_credential(
            actor=SYSTEM, name="SIASN", scopes=["xapi:read"], expires_at=NOON + timedelta(hours=1)
        )
        header = f"Bearer {made.credential.key}:{made.secret}"
        assert queries.credentials.authenticate_credential(header).kind == "credential"
    with clock.frozen_at(NOON + timedelta(hours=1)), pytest.raises(Problem) as caught:
        queries.credentials.authenticate_credential(header)

    assert (caught.value.code, caught.value.status) == ("access.bad_credential", 401)
