"""What the demonstration's people make of its knowledge: verified, doubted, read, asked for and answered.

By the same services as anybody's, so that nothing is there which an agency could not have.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from alur.base.access.rules import Actor
from alur.base.lib import clock

# Of the newest so many, most were verified within the year; the rest waits, as in any agency.
LOOKED_AT, SHARE_VERIFIED, MONTHS_BACK, DAYS_A_MONTH = 400, 0.75, 14, 30
READ, MOST_READS, CONFIRMED = 60, 40, 12
DOUBTS = (
    "Nomor peraturan yang dirujuk sudah diganti.",
    "Langkah ketiga kini dilakukan lewat aplikasi, tidak lagi dengan formulir.",
    "Nama unit pada tabel sudah berubah.",
)
ASKED = {
    "pegawai": ("Ke mana melaporkan termometer kulkas sampel yang rusak?",),
    "atasan": (
        "melapor termometer kulkas sampel yang rusak kemana",
        "Bolehkah rekaman webinar internal dibagikan ke luar?",
    ),
    "pengelola": ("Bagaimana agar kehadiran di webinar tercatat?",),
}
ANSWERED = "Bagaimana agar kehadiran di webinar tercatat?"
TITLE = "Agar kehadiran di webinar tercatat"
ANSWER = """\
Kehadiran tercatat bila sistem melihat Anda hadir, bukan dari tangkapan layar.

## Selama webinar

1. Daftar lebih dahulu pada halaman sesinya.
2. Masuk rapat lewat tombol **Gabung** di halaman itu, lalu biarkan halamannya terbuka.
3. Bila penyelenggara menayangkan kode kehadiran, masukkan kodenya di halaman yang sama.

## Sesudahnya

Buka **Rapor JP**. Bila sesi sudah selesai dan kehadiran Anda belum tampak, tanyakan kepada penyelenggara sesi: ia
dapat mencocokkan daftar peserta rapat dengan daftar pendaftar.
"""


def curate(*, until: date) -> None:
    """Let knowledge be curated up to the morning of a day, which is where the demonstration ends."""
    from alur.base.access.models import Account
    from alur.base.access.queries import actor_of

    actors = {each.username: actor_of(each) for each in Account.objects.filter(is_demo=True)}
    verify(actors["kurator"], until)
    with clock.frozen_at(morning(until)):
        read_and_say(actors["pegawai"], actors["atasan"])
        ask_and_answer(actors)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), clock.JAKARTA)


def newest() -> list[tuple[str, date]]:
    """Return code and day of the newest items, in an order that is the same each time."""
    from alur.knowledge.models import Item

    rows = Item.objects.order_by("-created_on", "activity__code").values_list("activity__code", "created_on")
    return list(rows[:LOOKED_AT])


def verify(curator: Actor, until: date) -> None:
    """Let a curator stand for most of what is new, a month's work at a time."""
    from alur.knowledge.services.verifying import verify_items

    by_day: dict[date, list[str]] = {}
    for code, written_on in newest():
        chance = Random(f"curation/{code}")  # noqa: S311  the same each time, and nothing to guard
        day = until - timedelta(DAYS_A_MONTH * chance.randrange(MONTHS_BACK))
        if chance.random() < SHARE_VERIFIED and written_on < day:
            by_day.setdefault(day, []).append(code)
    for day, codes in sorted(by_day.items()):
        with clock.frozen_at(morning(day)):
            verify_items(actor=curator, codes=codes)


def read_and_say(employee: Actor, supervisor: Actor) -> None:
    """Let items be read, some confirmed and some doubted."""
    from alur.knowledge.services.reading import count_read, say_still_true

    codes = [code for code, _ in newest()]
    with transaction.atomic():
        for code in codes[:READ]:
            count_read(code, times=Random(f"reads/{code}").randrange(MOST_READS))  # noqa: S311
    for code in codes[:CONFIRMED]:
        say_still_true(actor=supervisor, code=code, holds=True)
    for code, text in zip(codes[CONFIRMED:], DOUBTS, strict=False):
        say_still_true(actor=employee, code=code, holds=False, text=text)


def ask_and_answer(actors: dict[str, Actor]) -> None:
    """Let questions be asked that nothing answers, and one of them be answered."""
    from alur.knowledge.services.questions import answer, ask

    made = {text: ask(actor=actors[who], text=text) for who, texts in ASKED.items() for text in texts}
    answer(actor=actors["kurator"], id=made[ANSWERED].pk, title=TITLE, body=ANSWER)
