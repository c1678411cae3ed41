"""What the demonstration's people make of its knowledge: verified, doubted, read, asked for and answered.

By the same services as anybody's, so that nothing is there which an agency could not have.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from alur.base.access.rules import SYSTEM, Actor
from alur.base.lib import clock
from alur.cli.demo import Text

# Of the newest so many, and of the written texts, most were verified within the year; the rest waits, as in any agency.
LOOKED_AT, SHARE_VERIFIED, MONTHS_BACK, DAYS_A_MONTH = 400, 0.75, 14, 30
READ, MOST_READS, CONFIRMED = 60, 40, 12
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


def curate(*, until: date, texts: Sequence[Text]) -> None:
    """Let knowledge be curated up to the morning of a day, where the demonstration ends. texts: the written ones."""
    from alur.base.access.models import Account
    from alur.base.access.queries import actor_of

    actors = {each.username: actor_of(each) for each in Account.objects.filter(is_demo=True)}
    verify(actors["kurator"], until, texts)
    with clock.frozen_at(morning(until)):
        read_and_say(actors, texts)
        relate_texts(actors["kurator"], texts)
        ask_and_answer(actors)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), clock.JAKARTA)


def newest() -> dict[str, date]:
    """Return day by code of the newest items, in an order that is the same each time."""
    from alur.knowledge.models import Item

    rows = Item.objects.order_by("-created_on", "activity__code").values_list("activity__code", "created_on")
    return dict(rows[:LOOKED_AT])


def verify(curator: Actor, until: date, texts: Sequence[Text]) -> None:
    """Let a curator stand for most of what is new or written and still valid, a month's work at a time."""
    from alur.knowledge.services.verifying import verify_items

    by_day: dict[date, list[str]] = {}
    last_days = {text.code: text.valid_until for text in texts if text.valid_until}
    last_days |= {code: text.created_on for text in texts for code in text.related["replaces"]}
    for code, written_on in {**newest(), **{text.code: text.created_on for text in texts}}.items():
        chance = Random(f"curation/{code}")  # noqa: S311  the same each time, and nothing to guard
        day = until - timedelta(DAYS_A_MONTH * chance.randrange(MONTHS_BACK))
        if chance.random() < SHARE_VERIFIED and written_on < day <= last_days.get(code, until):
            by_day.setdefault(day, []).append(code)
    for day, codes in sorted(by_day.items()):
        with clock.frozen_at(morning(day)):
            verify_items(actor=curator, codes=codes)


def read_and_say(actors: Mapping[str, Actor], texts: Sequence[Text]) -> None:
    """Let items be read, some confirmed and some doubted."""
    from alur.knowledge.services.reading import count_read, say_still_true

    codes = list(newest())
    with transaction.atomic():
        for code in {text.code: None for text in texts} | dict.fromkeys(codes[:READ]):
            count_read(actor=SYSTEM, code=code, times=Random(f"reads/{code}").randrange(MOST_READS))  # noqa: S311
    for code in codes[:CONFIRMED]:
        say_still_true(actor=actors["atasan"], code=code, holds=True)
    for text in texts:
        if text.doubt:
            say_still_true(actor=actors["pegawai"], code=text.code, holds=False, text=text.doubt)


def relate_texts(curator: Actor, texts: Sequence[Text]) -> None:
    """Let texts say which others they amend, implement or replace, where those are there."""
    from alur.knowledge.services.relating import relate

    codes = {text.code for text in texts}
    for text in texts:
        for kind, others in text.related.items():
            for other in codes.intersection(others):
                relate(actor=curator, code=text.code, kind=kind, other=other)


def ask_and_answer(actors: dict[str, Actor]) -> None:
    """Let questions be asked that nothing answers, and one of them be answered."""
    from alur.knowledge.services.questions import answer, ask

    made = {text: ask(actor=actors[who], text=text) for who, texts in ASKED.items() for text in texts}
    answer(actor=actors["kurator"], id=made[ANSWERED].pk, title=TITLE, body=ANSWER)
