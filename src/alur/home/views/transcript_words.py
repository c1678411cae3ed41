"""What the transcript says, in words. Documents of the agency speak its language, whatever the screen speaks."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from alur.base.lib import clock
from alur.base.ui import formats
from alur.base.ui.qr import picture
from alur.credit.rules.duty import Duty
from alur.home.queries.transcript import Transcript, seal

LANGUAGE = "id"
SORTS = {
    "microlearning": "Microlearning",
    "e-learning": "E-learning",
    "webinar": "Webinar",
    "discussion": "Diskusi",
    "class": "Kelas",
    "module": "Modul",
    "session": "Sesi",
    "knowledge": "Pengetahuan",
}


def said(found: Transcript) -> dict[str, Any]:
    """Return the values of the document, every one as text."""
    address = settings.BASE_URL + reverse("transkrip_periksa", kwargs={"text": seal(found)})
    return {
        "year": str(found.year),
        "name": found.employee.name,
        "nip": found.employee.nip,
        "issuer": settings.AGENCY or f"Alur di {urlsplit(settings.BASE_URL).netloc}",
        "made": formats.long_date(clock.local_date(found.made_at), LANGUAGE),
        "facts": facts(found),
        "total": number(found.total),
        "count": number(len(found.lines)),
        "duty": duty_text(found.duty),
        "kinds": [[SORTS.get(kind, kind), number(count), number(jp)] for kind, count, jp in found.kinds],
        "rows": rows(found),
        "taken_back": f"{number(found.taken_back)} catatan yang dibatalkan tidak dimuat." if found.taken_back else "",
        "code": str(picture(address)),
        "address": address,
    }


def facts(found: Transcript) -> list[list[str]]:
    who = found.employee
    until = formats.long_date(found.until, LANGUAGE)
    return [
        ["Nama", who.name],
        ["NIP/NI PPPK", who.nip],
        ["Jabatan", who.position or "–"],
        ["Unit kerja", who.unit.name],
        ["Periode", f"1 Januari {found.year} sampai {until}"],
        ["Dibuat", formats.moment(found.made_at, LANGUAGE, clock.JAKARTA)],
    ]


def rows(found: Transcript) -> list[list[str]]:
    return [
        [
            number(place),
            formats.short_date(clock.local_date(line.at)),
            line.title,
            f"{line.code} · {line.unit}",
            SORTS.get(line.sort, line.sort),
            number(line.amount),
        ]
        for place, line in enumerate(found.lines, start=1)
    ]


def duty_text(duty: Duty) -> str:
    """Return how far the year's duty is fulfilled, in a sentence."""
    if duty.least and duty.missing:
        return f"Kurang {number(duty.missing)} JP dari kewajiban {number(duty.least)} JP setahun."
    if duty.least:
        return f"Kewajiban {number(duty.least)} JP setahun terpenuhi."
    if duty.above:
        return f"{number(duty.above)} JP di atas batas {number(duty.most or 0)} JP setahun; tetap dicatat."
    return f"Paling banyak {number(duty.most)} JP dihitung setahun; tanpa batas minimal." if duty.most else ""


def number(value: formats.Number) -> str:
    return formats.number(value, LANGUAGE)
