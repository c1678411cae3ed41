"""What stands near an item: what else there is on its topics, and who knows about them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from alur.base.access.models import Account
from alur.base.access.queries.acting import ACCOUNT
from alur.catalogue.models import Activity, Kind
from alur.knowledge.models import Comment, Item
from alur.people.models import Employee
from alur.search.queries.searching import Hit, search
from alur.search.rules.reading import Reader

MOST_FOUND = 60
MOST_OF_KIND = 4
MOST_PEOPLE = 5
KINDS = (Kind.KNOWLEDGE.value, Kind.MODULE.value, Kind.SESSION.value)
# Whoever wrote or stands for a text knows more of it than whoever answered a question below it once.
WROTE, VERIFIED, ANSWERED = 3, 3, 1
FIRST = 1_000_000


@dataclass(frozen=True, slots=True)
class Knows:
    """Somebody at work who knows. wrote, verified, answered: how many of the items near by."""

    name: str
    unit: str
    position: str
    wrote: int
    verified: int
    answered: int


@dataclass(frozen=True, slots=True)
class Around:
    """What stands near an item. hits: by kind, the nearest first."""

    hits: Mapping[str, Sequence[Hit]]
    people: Sequence[Knows]


def around(item: Item, reader: Reader) -> Around:
    """Return what the reader may find near an item, and who knows about it: nobody who has left. Ten queries or so."""
    own = (Kind.KNOWLEDGE.value, item.activity.code)
    topics = set(item.activity.topics)
    asked = " ".join([item.activity.title, *item.activity.topics])
    found = search(asked, limit=MOST_FOUND, reader=reader, by_words=True).hits
    rows = Activity.objects.filter(kind__in=KINDS, code__in=[each.code for each in found])
    shared = {(kind, code) for kind, code, named in rows.values_list("kind", "code", "topics") if topics & set(named)}
    # What is on its topics first, then what only speaks of the same.
    others = sorted(
        (each for each in found if (each.kind, each.code) != own), key=lambda each: (each.kind, each.code) not in shared
    )
    hits = {kind: some for kind in KINDS if (some := [each for each in others if each.kind == kind][:MOST_OF_KIND])}
    near = [code for kind, code in shared | {own} if kind == Kind.KNOWLEDGE]
    return Around(hits, knowing(near, of_this=item.author.nip if item.author else ""))


def knowing(codes: Collection[str], *, of_this: str) -> list[Knows]:
    """Return who wrote, verified or answered on items, those first who did most. Four queries.

    of_this: NIP of who wrote the item at hand, who comes first.
    """
    rows = Item.objects.filter(activity__kind=Kind.KNOWLEDGE, activity__code__in=codes)
    told = list(rows.values_list("pk", "author__nip", "verified_by"))
    said = Comment.objects.filter(item__in=[pk for pk, *_ in told], answer_at__isnull=False, hidden_at=None)
    wrote = Counter(nip for _, nip, _ in told if nip)
    verified = by_nip(name for *_, name in told if name)
    answered = Counter(said.values_list("employee__nip", flat=True))
    worth = Counter[str]()
    for counts, each in ((wrote, WROTE), (verified, VERIFIED), (answered, ANSWERED)):
        worth.update({nip: count * each for nip, count in counts.items()})
    if of_this:
        worth[of_this] += FIRST
    at_work = Employee.objects.filter(nip__in=worth, is_active=True).select_related("unit")
    people = sorted(at_work, key=lambda one: (-worth[one.nip], one.name, one.pk))[:MOST_PEOPLE]
    return [
        Knows(one.name, one.unit.name, one.position, wrote[one.nip], verified[one.nip], answered[one.nip])
        for one in people
    ]


def by_nip(actors: Iterable[str]) -> Counter[str]:
    """Return how often each employee is named by her account."""
    counts = Counter(actors)
    ids = [int(each.removeprefix(ACCOUNT)) for each in counts if each.removeprefix(ACCOUNT).isdecimal()]
    rows = Account.objects.filter(pk__in=ids).exclude(subject="").values_list("pk", "subject")
    found = Counter[str]()
    for id, nip in rows:
        found[nip] += counts[f"{ACCOUNT}{id}"]
    return found
