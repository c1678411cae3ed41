"""What the people of the demonstration ask of each other, say and hand out: tasks, praise, stars, a mistake, material.

By the same services as anybody's, so that nothing is there which an agency could not have.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random
from uuid import UUID

from alur.base.access.rules import Actor
from alur.base.lib import bulk, clock
from alur.records.rules.standing import Standing

MODULES_RATED, FEWEST_RATINGS, MOST_RATINGS = 12, 3, 12
WORDS = {
    5: ["Langsung saya pakai di lapangan.", "Singkat dan jelas.", "Contohnya dekat dengan pekerjaan kami."],
    4: ["Bagus, tambah satu contoh lagi.", "Soalnya membuat saya membaca ulang."],
    3: ["Terlalu padat untuk dibaca di ponsel.", "Contoh laboratoriumnya kurang."],
}
OFTEN = [5, 5, 5, 4, 4, 4, 3]
PRAISE = "Catatan temuannya rapi dan mudah dipakai tim lain."
MISTAKE = "Di layar ini urutan langkah kedua dan ketiga sepertinya tertukar."
MATERIAL = "Ringkasan materi"
REPORT_ID = UUID("5d1f6f0e-6f0b-4d0e-9a53-0f6a6f6d2a01")
# Modules with content that were completed most, and who did, in an order that is the same each time.
RATERS = f"""
SELECT a.code, e.nip FROM learning_completion c JOIN catalogue_activity a ON a.id = c.activity_id
JOIN people_employee e ON e.id = c.employee_id AND e.is_active
WHERE c.kind = 'module' AND c.standing = {Standing.COUNTS:d} AND a.id IN (
    SELECT t.activity_id FROM learning_completion t JOIN learning_modulecontent m ON m.activity_id = t.activity_id
    WHERE t.kind = 'module' AND t.standing = {Standing.COUNTS:d}
    GROUP BY t.activity_id ORDER BY count(*) DESC, t.activity_id LIMIT %s
) GROUP BY a.code, e.nip ORDER BY a.code, e.nip
"""


def exchange(*, until: date) -> None:
    """Let the people of the demonstration act on the morning of a day, which is where the demonstration ends."""
    from alur.base.access.models import Account
    from alur.base.access.queries import actor_of

    with clock.frozen_at(datetime.combine(until, time(9), clock.JAKARTA)):
        actors = {each.username: actor_of(each) for each in Account.objects.filter(is_demo=True)}
        ask(actors["atasan"], actors["pegawai"])
        praise(actors["atasan"], actors["pegawai"])
        rate()
        report(actors["pegawai"])
        hand_out(actors["ppsdm"])


def ask(supervisor: Actor, employee: Actor) -> None:
    """Let the supervisor ask two modules of her, one of them soon."""
    from alur.learning.services.assigning import Target, Terms, assign

    today = clock.today()
    for code, days, is_mandatory in (("MK-001", 5, True), ("MK-003", 21, False)):
        terms = Terms(due_on=today + timedelta(days), is_mandatory=is_mandatory)
        assign(actor=supervisor, code=code, targets=[Target(nip=employee.subject)], terms=terms)


def praise(supervisor: Actor, employee: Actor) -> None:
    """Let the supervisor praise what she completed last, when there is anything."""
    from alur.credit.models import Entry
    from alur.growth.models import FeedbackKind
    from alur.growth.services import give_feedback
    from alur.people.models import Employee

    hers = Entry.objects.filter(employee_id=Employee.objects.get(nip=employee.subject).pk, reverses_id=None)
    entry = hers.order_by("-at", "-rid").first()
    if entry is not None:
        give_feedback(actor=supervisor, entry_id=entry.pk, kind=FeedbackKind.PRAISE, text=PRAISE)


def rate() -> None:
    """Let readers of the modules most completed give their stars."""
    from alur.learning.services.opinions import rate_module

    for code, nip, stars, text in ratings():
        reader = Actor(kind="account", name="demo", subject=nip)
        rate_module(actor=reader, code=code, stars=stars, text=text)


def ratings() -> Iterator[tuple[str, str, int, str]]:
    """Yield module, NIP, stars and words, the same each time."""
    given: dict[str, int] = {}
    for code, nip in bulk.read(RATERS, [MODULES_RATED]):
        chance = Random(f"{code}/{nip}")  # noqa: S311  the same each time, and nothing to guard
        most = Random(code).randint(FEWEST_RATINGS, MOST_RATINGS)  # noqa: S311
        given[code] = given.get(code, 0) + 1
        if given[code] <= most:
            stars = chance.choice(OFTEN)
            yield code, nip, stars, chance.choice(WORDS[stars]) if chance.random() < 1 / 3 else ""


def report(reader: Actor) -> None:
    """Let a reader report a mistake, which waits for a curator."""
    from alur.learning.services.opinions import report_mistake

    report_mistake(actor=reader, id=REPORT_ID, code="MK-001", text=MISTAKE, screen=3, version=1)


def hand_out(centre: Actor) -> None:
    """Let each session that is over have its material: what was spoken about, as a text."""
    from alur.base.files.queries import most_bytes
    from alur.base.files.rules import Use
    from alur.cli.demo.sessions import held_in
    from alur.learning.models import Session
    from alur.learning.services.session_files import attach_file

    over = Session.objects.filter(ends_at__lt=clock.now()).values_list("activity__code", "starts_at__year")
    held = dict(over.order_by("starts_at"))
    for year in sorted(set(held.values())):
        for session in held_in(year):
            if session.code in held:
                file = BytesIO(material(session.title, session.topic.points).encode())
                attach_file(
                    actor=centre,
                    code=session.code,
                    title=MATERIAL,
                    file=file,
                    ending="txt",
                    most=most_bytes(Use.DOCUMENT),
                )


def material(title: str, points: Sequence[str]) -> str:
    lines = [f"{number}. {point}" for number, point in enumerate(points, start=1)]
    return "\n".join([title, "", "Yang dibahas:", "", *lines, ""])
