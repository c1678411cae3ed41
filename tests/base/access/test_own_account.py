"""One's own account: password, other devices, second factors, and the way back for who forgot."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from alur.base.access import services
from alur.base.access.models import Account
from alur.base.access.rules import SYSTEM
from alur.base.audit.models import Entry
from alur.base.jobs.services.running import run
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]

NEW = "empat kata yang baru"
SENT = "Bila akun ini memiliki alamat surel"


def signed_in(username: str = cast.SARI, password: str = cast.PASSWORD) -> Client:
    client = Client()
    client.post("/masuk", {"username": username, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/akun").status_code == 200


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def confirm(client: Client, password: str = cast.PASSWORD, to: str = "/akun/aplikasi") -> None:
    client.post(f"/akun/konfirmasi?next={to}", {"password": password})


def set_up_app(client: Client) -> str:
    """Set an authenticator app up as she would; return its secret."""
    confirm(client)
    page = client.get("/akun/aplikasi").content.decode()
    secret = re.search(r'class="code-box"[^>]*>(\w+)<', page)
    assert secret is not None
    client.post("/akun/aplikasi", {"code": code_now(secret[1])})
    cache.clear()  # a code serves once; the next sign-in comes in the same half minute
    return secret[1]


def test_page_says_who_she_is(sari: Account) -> None:
    page = signed_in().get("/akun").content.decode()

    assert re.findall(r"<dd>(.*?)</dd>", page.partition("<main")[2]) == [
        cast.SARI,
        "sari@bpom.example",
        '<span class="badge badge-plain">Pegawai</span> ',
    ]
    assert "Lindungi dengan faktor kedua" not in page


def test_password_change_ends_other_visits(sari: Account) -> None:
    here, elsewhere = signed_in(), signed_in()
    answer = here.post("/akun/sandi", {"oldpassword": cast.PASSWORD, "password1": NEW, "password2": NEW})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/akun")
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    sari.refresh_from_db()
    assert sari.check_password(NEW) is True
    assert Entry.objects.latest("pk").action == "accounts.change_password"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("salah", NEW, NEW), "Ini bukan kata sandi Anda sekarang. Ketik lagi."),
        ((cast.PASSWORD, NEW, NEW + "x"), "sandi"),
        ((cast.PASSWORD, "pendek", "pendek"), "10 karakter"),
        ((cast.PASSWORD, "password123", "password123"), "umum"),
        ((cast.PASSWORD, "12345678901", "12345678901"), "angka"),
        ((cast.PASSWORD, "sari.wulandari", "sari.wulandari"), "mirip"),
    ],
)
def test_password_change_refused(sari: Account, typed: tuple[str, str, str], said: str) -> None:
    old, first, second = typed
    answer = signed_in().post("/akun/sandi", {"oldpassword": old, "password1": first, "password2": second})

    wrong = " ".join(re.findall(r'class="wrong"[^>]*>(.*?)<', answer.content.decode()))
    assert answer.status_code == 422
    assert said in wrong
    sari.refresh_from_db()
    assert sari.check_password(cast.PASSWORD) is True


def test_sign_out_elsewhere(sari: Account) -> None:
    here, elsewhere = signed_in(), signed_in()
    answer = here.post("/akun/perangkat")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/akun")
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert here.get("/akun/perangkat").status_code == 405


def test_app_needs_the_password_first(sari: Account) -> None:
    client = signed_in()
    answer = client.get("/akun/aplikasi")

    assert answer.headers["Location"] == "/akun/konfirmasi?next=%2Fakun%2Faplikasi"
    wrong = client.post("/akun/konfirmasi?next=/akun/aplikasi", {"password": "salah"})
    assert (wrong.status_code, "Ini bukan kata sandi Anda. Ketik lagi." in wrong.content.decode()) == (422, True)
    assert client.get("/akun/aplikasi").status_code == 302


def test_app_as_second_factor(sari: Account) -> None:
    secret = set_up_app(signed_in())
    client = Client()
    first = client.post("/masuk", {"username": cast.SARI, "password": cast.PASSWORD, "next": "/akun"})

    assert (first.headers["Location"], is_in(client)) == ("/masuk/kode", False)
    wrong = client.post("/masuk/kode", {"code": "000000"})
    assert "Kode ini salah atau sudah lewat." in wrong.content.decode()
    assert is_in(client) is False
    right = client.post("/masuk/kode", {"code": code_now(secret)})
    assert (right.status_code, right.headers["Location"], is_in(client)) == (302, "/akun", True)


def test_secret_is_not_readable_in_the_database(sari: Account) -> None:
    secret = set_up_app(signed_in())

    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_a_code_serves_once(sari: Account) -> None:
    secret = set_up_app(signed_in())
    code = code_now(secret)
    answers = []
    for _ in range(2):
        client = Client()
        client.post("/masuk", {"username": cast.SARI, "password": cast.PASSWORD})
        client.post("/masuk/kode", {"code": code})
        answers.append(is_in(client))

    assert answers == [True, False]


def test_recovery_code_opens_once(sari: Account) -> None:
    client = signed_in()
    set_up_app(client)
    codes = re.findall(r"<li>(\d{8})</li>", client.get("/akun/cadangan").content.decode())
    answers = []
    for code in (codes[0], codes[0], codes[1]):
        other = Client()
        other.post("/masuk", {"username": cast.SARI, "password": cast.PASSWORD})
        other.post("/masuk/kode", {"code": code})
        answers.append(is_in(other))

    assert len(codes) == 10
    assert answers == [True, False, True]


def test_new_recovery_codes_end_the_old(sari: Account) -> None:
    client = signed_in()
    set_up_app(client)
    before = client.get("/akun/cadangan").content.decode()
    client.post("/akun/cadangan/baru")

    assert client.get("/akun/cadangan").content.decode() != before
    assert "tersisa 10" in client.get("/akun").content.decode()


def test_app_taken_away(sari: Account) -> None:
    client = signed_in()
    set_up_app(client)
    assert "Hapus aplikasi autentikator?" in client.get("/akun/aplikasi/lepas").content.decode()
    client.post("/akun/aplikasi/lepas")

    assert is_in(signed_in()) is True
    actions = Entry.objects.filter(actor=f"account:{sari.pk}").values_list("action", flat=True)
    assert "accounts.remove_factor" in actions


def test_staff_are_asked_for_a_factor() -> None:
    cast.assemble()
    cast.account(cast.SARI, "kurator")

    assert "Lindungi dengan faktor kedua" in signed_in().get("/akun").content.decode()


def test_staff_must_set_a_factor_up_where_demanded(settings: object) -> None:
    settings.STAFF_MFA = "require"  # type: ignore[attr-defined]
    cast.assemble()
    cast.account(cast.SARI, "kurator")
    cast.account(cast.BUDI)
    curator, supervisor = signed_in(), signed_in(cast.BUDI)

    assert supervisor.get("/gaya").status_code == 200
    held = curator.get("/gaya")
    assert (held.status_code, held.headers.get("Location")) == (302, "/akun")
    assert "Pasang di bawah ini, lalu lanjutkan." in curator.get("/akun").content.decode()
    set_up_app(curator)
    assert curator.get("/gaya").status_code == 200


def test_passkeys_are_offered_only_where_browsers_allow_them(sari: Account) -> None:
    client = signed_in()

    def offered(**where: object) -> bool:
        return "/akun/kunci/tambah" in client.get("/akun", **where).content.decode()  # type: ignore[arg-type]

    assert offered(HTTP_HOST="localhost:8000") is True
    assert offered(HTTP_HOST="127.0.0.1:8000") is False
    assert offered(HTTP_HOST="127.0.0.1:8000", secure=True) is False
    assert offered(HTTP_HOST="testserver") is False
    assert offered(HTTP_HOST="testserver", secure=True) is True


def work_off_the_queue() -> int:
    """Do what was put into the queue, as the worker would; return how many calls there were."""
    calls = [SignedPackage.loads(row.payload)["args"] for row in OrmQ.objects.order_by("pk")]
    OrmQ.objects.all().delete()
    for call in calls:
        run(*call)
    return len(calls)


def reset(client: Client, username: str, address: str = "10.0.0.1") -> str:
    page = client.post("/lupa-sandi", {"username": username}, REMOTE_ADDR=address).content.decode()
    return re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", page)


def test_forgotten_says_the_same_for_all(client: Client, sari: Account) -> None:
    cast.account(cast.BUDI)  # has no address
    closed = cast.account("lama")
    services.deactivate_account(actor=SYSTEM, account=closed)
    answers = {reset(client, name) for name in (cast.SARI, cast.BUDI, "lama", "199912312025011009", "no such name")}

    assert len(answers) == 1
    assert SENT in answers.pop()
    assert mail.outbox == []
    assert work_off_the_queue() == 5
    assert [message.to for message in mail.outbox] == [["sari@bpom.example"]]


def link_in(message: mail.EmailMessage, base: str) -> str:
    found = re.search(rf"{base}(/sandi-baru/\S+)", str(message.body))
    assert found is not None
    return found[1]


def test_forgotten_password_is_replaced(client: Client, sari: Account, settings: object) -> None:
    settings.BASE_URL = "https://alur.bpom.example"  # type: ignore[attr-defined]
    elsewhere = signed_in()
    client.post("/lupa-sandi", {"username": "19860926 201505 1 001"}, HTTP_HOST="testserver")
    work_off_the_queue()
    message = mail.outbox[0]
    link = link_in(message, "https://alur.bpom.example")
    form = client.get(link).headers["Location"]

    assert (message.subject, message.to) == ("Kata sandi baru untuk Alur", ["sari@bpom.example"])
    assert str(message.body).startswith("Halo Sari Wulandari,\n\nseseorang, semoga Anda sendiri,")
    assert link not in form
    answer = client.post(form, {"password1": NEW, "password2": NEW})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sandi-baru/selesai")
    assert "Kata sandi baru berlaku" in client.get("/sandi-baru/selesai").content.decode()
    assert (is_in(elsewhere), is_in(signed_in(password=NEW)), is_in(signed_in())) == (False, True, False)
    assert Entry.objects.filter(action="accounts.reset_password").count() == 1


def test_reset_link_serves_once_and_for_a_day(client: Client, sari: Account, settings: object) -> None:
    settings.BASE_URL = "http://testserver"  # type: ignore[attr-defined]
    client.post("/lupa-sandi", {"username": cast.SARI})
    work_off_the_queue()
    link = link_in(mail.outbox[0], "http://testserver")
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})

    assert "Tautan ini tidak berlaku lagi" in Client().get(link).content.decode()
    assert settings.PASSWORD_RESET_TIMEOUT == 24 * 3600  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "link", ["/sandi-baru/1/abc-def", "/sandi-baru/zzzz/x", "/sandi-baru/-/-", "/sandi-baru/1/set-password"]
)
def test_invented_reset_links(client: Client, sari: Account, link: str) -> None:
    assert "Tautan ini tidak berlaku lagi" in client.get(link).content.decode()


def test_new_password_is_held_to_the_rules(client: Client, sari: Account, settings: object) -> None:
    settings.BASE_URL = "http://testserver"  # type: ignore[attr-defined]
    client.post("/lupa-sandi", {"username": cast.SARI})
    work_off_the_queue()
    form = client.get(link_in(mail.outbox[0], "http://testserver")).headers["Location"]
    answer = client.post(form, {"password1": "password123", "password2": "password123"})

    assert answer.status_code == 422
    assert is_in(signed_in()) is True


def test_forgotten_is_limited_by_name_and_address(client: Client, sari: Account) -> None:
    answers = [SENT in reset(client, cast.SARI) for _ in range(4)]

    assert answers == [True, True, True, False]
    assert SENT in reset(client, cast.BUDI)
    assert SENT in reset(client, cast.SARI, address="10.0.0.2")
    work_off_the_queue()
    assert len(mail.outbox) == 4


def test_forgotten_page_speaks_english(client: Client, sari: Account) -> None:
    client.cookies["bahasa"] = "en"
    client.post("/lupa-sandi", {"username": cast.SARI})
    work_off_the_queue()

    assert mail.outbox[0].subject == "New password for Alur"


def test_clock_of_codes_is_the_real_one() -> None:
    # The library counts half minutes of real time: guard that the helper above does the same.
    assert next(yield_hotp_counters_from_time()) == int(time.time()) // 30
