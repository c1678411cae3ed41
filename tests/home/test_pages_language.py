"""Each page speaks one language: the catalogue's words of the other one stand nowhere in it."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client

import alur
from alur.base.access.models import Account
from alur.catalogue.models import Activity
from alur.credit.models import Entry
from alur.people.models import Employee
from tests.home.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

CATALOGUE = Path(alur.__file__).parent / "locale" / "id" / "LC_MESSAGES" / "django.po"
VIEWERS = {
    "pegawai": [
        "/",
        "/cari",
        "/cari?q=obat",
        "/cari?q=zzz",
        "/rapor",
        "/rapor?tahun=1999",
        "/rapor/catatan/ENTRY",
        "/tim",
        "/rapor?tahun=abc",
        "/unit",
    ],
    "atasan": ["/tim", "/tim?tahun=2022"],
    "pengelola": ["/unit", "/unit?tahun=1999", "/pusat"],
    "ppsdm": [
        "/pusat",
        "/pusat?tahun=2022",
        "/pusat?tahun=1999",
        "/pusat?unit=PPSDM",
        "/rapor/catatan/ENTRY",
        "/pimpinan",
    ],
    "admin": ["/", "/pimpinan?tahun=1999", "/pusat?unit=NONE"],
}


def vocabulary(language: str) -> set[str]:
    """Return the texts of a language that stand by themselves."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file, locale="id") if isinstance(message.id, str) and message.id]
    return {str(message.string if language == "id" else message.id) for message in messages if "%(" not in message.id}


def texts(viewer: str, language: str) -> dict[str, set[str]]:
    """Return the texts of the viewer's pages, by address."""
    client = Client()
    client.force_login(Account.objects.get(username=viewer))
    client.cookies["bahasa"] = language
    sari = Employee.objects.get(nip=Account.objects.get(username="pegawai").subject)
    entry = Entry.objects.filter(employee_id=sari.pk).order_by("-at").values_list("pk", flat=True)[0]
    found = {}
    for address in VIEWERS[viewer]:
        answer = client.get(address.replace("ENTRY", str(entry)))
        answer.status_code = 200  # refusals are read too
        assert f'<html lang="{language}">' in answer.content.decode()
        found[address] = set(read(answer).texts)
    return found


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_speak_one_language(viewer: str, language: str) -> None:
    own, other = vocabulary(language), vocabulary({"id": "en", "en": "id"}[language])
    found = texts(viewer, language)
    # What the agency calls its topics is its own, whatever the language of the page.
    own |= {name for topics in Activity.objects.values_list("topics", flat=True) for name in topics}

    assert {address: sorted(words & (other - own)) for address, words in found.items()} == {
        address: [] for address in VIEWERS[viewer]
    }
    assert all(len(words & own) > 5 for words in found.values())
