"""The door: signing in and out, wrong passwords, limits, and where one lands."""

import time

import pytest
from django.test import Client

from alur.base.access import services
from alur.base.access.models import Account
from alur.base.access.rules import SYSTEM
from alur.base.audit.models import Entry
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]

WRONG = "NIP atau kata sandi tidak cocok."
TOO_MANY = "Terlalu banyak percobaan dengan nama pengguna ini."


def sign_in(client: Client, username: str, password: str = cast.PASSWORD, **more: str) -> tuple[int, str]:
    answer = client.post("/masuk", {"username": username, "password": password, **more})
    return answer.status_code, answer.headers.get("Location", "")


def said(client: Client, username: str, password: str, address: str = "10.0.0.1") -> str:
    page = client.post("/masuk", {"username": username, "password": password}, REMOTE_ADDR=address).content.decode()
    return TOO_MANY if TOO_MANY in page else WRONG if WRONG in page else page


@pytest.mark.parametrize("typed", [cast.SARI, "19860926 201505 1 001", "19860926.201505.1.001", f"  {cast.SARI} "])
def test_nip_in_any_grouping(client: Client, sari: Account, typed: str) -> None:
    assert sign_in(client, typed) == (302, "/")
    assert client.session["_auth_user_id"] == str(sari.pk)


def test_username_in_any_case(client: Client) -> None:
    cast.account("ppsdm", "ppsdm")

    assert sign_in(client, "PPSDM ") == (302, "/")


def test_program_gets_then_posts_the_form(sari: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/masuk")
    token = client.cookies["csrftoken"].value

    assert sign_in(client, cast.SARI, csrfmiddlewaretoken=token) == (302, "/")


def test_program_may_send_the_token_as_header(sari: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/masuk")
    answer = client.post(
        "/masuk",
        {"username": cast.SARI, "password": cast.PASSWORD},
        headers={"X-CSRFToken": client.cookies["csrftoken"].value},
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("username", "password"),
    [
        (cast.SARI, "salah"),
        (cast.SARI, cast.PASSWORD.upper()),
        ("199912312025011009", cast.PASSWORD),
        ("'; DROP TABLE access_account; --", cast.PASSWORD),
        (cast.SARI, "x" * 5_000),
    ],
)
def test_wrong_password_and_unknown_name_get_the_same_answer(
    client: Client, sari: Account, username: str, password: str
) -> None:
    answer = client.post("/masuk", {"username": username, "password": password})

    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session
    assert WRONG in answer.content.decode()


@pytest.mark.parametrize(
    "typed", [{"username": "a\x00b", "password": "x"}, {"username": cast.SARI, "password": "\x00"}]
)
def test_null_characters_are_refused(client: Client, sari: Account, typed: dict[str, str]) -> None:
    answer = client.post("/masuk", typed)

    assert answer.status_code == 422
    assert "Karakter null tidak diizinkan." in answer.content.decode()


def test_empty_form_says_what_is_missing(client: Client) -> None:
    answer = client.post("/masuk", {})

    assert answer.status_code == 422
    assert answer.content.decode().count("Bidang ini tidak boleh kosong.") == 2


def test_closed_account(client: Client, sari: Account) -> None:
    services.deactivate_account(actor=SYSTEM, account=sari)

    assert sign_in(client, cast.SARI) == (302, "/akun/nonaktif")
    assert "Akun ini tidak aktif lagi" in client.get("/akun/nonaktif").content.decode()
    assert "_auth_user_id" not in client.session


def test_closing_an_account_ends_its_visits(client: Client, sari: Account) -> None:
    client.force_login(sari)
    services.deactivate_account(actor=SYSTEM, account=sari)

    assert client.get("/akun").status_code == 302


def test_sixth_wrong_attempt_is_held_up(client: Client, sari: Account) -> None:
    answers = [said(client, cast.SARI, "salah") for _ in range(6)]

    assert answers == [WRONG] * 5 + [TOO_MANY]
    assert said(client, "19860926 201505 1 001", cast.PASSWORD) == TOO_MANY


def test_a_hold_up_spares_colleagues_and_other_addresses(client: Client, sari: Account) -> None:
    cast.account(cast.BUDI)
    for _ in range(6):
        said(client, cast.SARI, "salah")

    assert said(client, cast.BUDI, "salah") == WRONG
    assert said(client, cast.SARI, "salah", address="10.0.0.2") == WRONG
    assert sign_in(client, cast.BUDI) == (302, "/")


def test_a_whole_office_signs_in_from_one_address() -> None:
    cast.assemble()
    names = [f"pegawai-{number}" for number in range(40)]
    for name in names:
        cast.account(name)

    assert [sign_in(Client(), name) for name in names] == [(302, "/")] * 40


def test_guessing_from_many_addresses_is_held_up(client: Client, sari: Account) -> None:
    answers = [said(client, cast.SARI, "salah", address=f"10.0.1.{number}") for number in range(61)]

    assert answers == [WRONG] * 60 + [TOO_MANY]


def test_right_passwords_use_no_attempts_up(sari: Account) -> None:
    assert [sign_in(Client(), cast.SARI) for _ in range(10)] == [(302, "/")] * 10


def test_address_behind_proxies(client: Client, sari: Account, settings: object) -> None:
    settings.TRUSTED_PROXIES = 1  # type: ignore[attr-defined]

    def attempt(forwarded: str) -> str:
        page = client.post(
            "/masuk", {"username": cast.SARI, "password": "salah"}, headers={"X-Forwarded-For": forwarded}
        )
        return TOO_MANY if TOO_MANY in page.content.decode() else WRONG

    # Only the last one is the proxy's word; what stands before it anybody may write.
    assert [attempt(f"6.6.6.{number}, 10.9.9.9") for number in range(6)] == [WRONG] * 5 + [TOO_MANY]
    assert attempt("6.6.6.6, 10.9.9.8") == WRONG
    # Who comes past the proxy is known by the connection itself.
    assert attempt("") == WRONG


@pytest.mark.parametrize(
    ("asked", "landed"),
    [
        ("/rapor?tahun=2025", "/rapor?tahun=2025"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\evil.example", "/"),
    ],
)
def test_landing_stays_in_the_house(client: Client, sari: Account, asked: str, landed: str) -> None:
    assert sign_in(client, cast.SARI, next=asked) == (302, landed)


def test_stranger_is_sent_to_the_door_and_back(client: Client) -> None:
    answer = client.get("/akun?a=1&b=2")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk?next=/akun%3Fa%3D1%26b%3D2")
    assert (
        '<input type="hidden" name="next" value="/akun?a=1&amp;b=2">'
        in client.get(answer.headers["Location"]).content.decode()
    )


def test_fragment_request_of_a_stranger_moves_the_whole_page(client: Client) -> None:
    answer = client.get("/akun", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/masuk?next=/akun")


def test_signed_in_needs_no_door(client: Client, sari: Account) -> None:
    client.force_login(sari)

    assert client.get("/masuk").status_code == 302


def test_signing_out(client: Client, sari: Account) -> None:
    client.force_login(sari)

    assert "Keluar?" in client.get("/keluar").content.decode()
    answer = client.post("/keluar")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk")
    assert client.get("/akun").status_code == 302


def test_no_sign_up(client: Client) -> None:
    assert [client.get(path).status_code for path in ("/signup", "/accounts/signup/", "/daftar")] == [404, 404, 404]


def test_page_costs_three_queries(client: Client, sari: Account, django_assert_num_queries: object) -> None:
    services.set_roles(
        actor=SYSTEM,
        account=sari,
        wanted=[services.RoleWanted("pengelola", "BALAI-A"), services.RoleWanted("kurator")],
    )
    client.force_login(sari)

    with django_assert_num_queries(3):  # type: ignore[operator]
        client.get("/keluar")


def test_sign_ins_are_in_the_trail_without_what_was_typed(client: Client, sari: Account) -> None:
    sign_in(client, cast.SARI, "my-other-password")
    sign_in(client, "my-password-by-mistake", "x")
    sign_in(client, cast.SARI)
    client.post("/keluar")
    trail = Entry.objects.exclude(action="accounts.create").order_by("pk").values_list("actor", "action", "target")

    me = f"account:{sari.pk}"
    assert list(trail) == [
        ("", "accounts.sign_in_failed", me),
        (me, "accounts.sign_in", me),
        (me, "accounts.sign_out", me),
    ]


def test_unknown_names_cost_as_much_time(client: Client, settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]  # type: ignore[attr-defined]
    cast.assemble()
    cast.account(cast.SARI)

    def seconds(username: str) -> float:
        begun = time.perf_counter()
        sign_in(client, username, "salah")
        return time.perf_counter() - begun

    known, unknown = (min(seconds(username) for _ in range(3)) for username in (cast.SARI, "199912312025011009"))
    assert 0.5 < known / unknown < 2.0


def test_headers_of_a_page(client: Client) -> None:
    headers = client.get("/masuk").headers

    assert set(headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }
    assert [headers[name] for name in ("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")] == [
        "nosniff",
        "same-origin",
        "same-origin",
    ]
    assert "no-store" in headers["Cache-Control"]
