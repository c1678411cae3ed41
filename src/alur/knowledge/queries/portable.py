"""All items as files that another installation can take in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from alur.base.files.queries import is_kept
from alur.catalogue.models import Kind
from alur.knowledge.models import Audience, Item, ItemFile, Relation
from alur.knowledge.rules.heads import Value, as_file, as_name
from alur.knowledge.rules.naming import name as unit_name

READ_AT_ONCE = 100
ENDING, FILES = ".md", ".files"


@dataclass(frozen=True, slots=True)
class Portable:
    """An item to be written. row: its line of the manifest; text: its file, at path; files: stored names by path.

    lost: where files would lie that are kept no longer.
    """

    path: str
    text: str
    row: Mapping[str, Value]
    files: Mapping[str, str]
    lost: Sequence[str]


def portable_items() -> Iterator[Portable]:
    """Yield all items by their codes, some at a time."""
    parts = (
        Prefetch("audience", Audience.objects.select_related("unit").order_by("unit__code")),
        Prefetch("relations", Relation.objects.select_related("other__activity").order_by("other__activity__code")),
        Prefetch("files", ItemFile.objects.order_by("title", "stored")),
    )
    rows = Item.objects.filter(activity__kind=Kind.KNOWLEDGE).order_by("activity__code")
    people = rows.select_related("activity", "unit", "author", "owner").prefetch_related(*parts)
    for item in people.iterator(chunk_size=READ_AT_ONCE):
        yield portable(item)


def portable(item: Item) -> Portable:
    stem = as_name(item.activity.code)
    placed_files = dict(placed(f"{stem}{FILES}", item.files.all()))
    files = {path: stored for path, stored in placed_files.items() if is_kept(stored)}
    head = {**head_of(item), "files": list(files)}
    path = f"{stem}{ENDING}"
    return Portable(path, as_file(head, item.body), {"path": path, **head}, files, sorted(placed_files.keys() - files))


def head_of(item: Item) -> dict[str, Value]:
    """Return what is said of an item: first what an import takes in, then what it does not."""
    return {
        "id": item.activity.code,
        "title": item.activity.title,
        "kind": item.kind,
        "topics": item.activity.topics,
        "unit_code": item.unit.code if item.unit else None,
        "author_nip": item.author.nip if item.author else None,
        "owner_nip": item.owner.nip if item.owner else None,
        "language": item.language,
        "created_on": day(item.created_on),
        "source": item.source,
        "valid_until": day(item.valid_until),
        "review_on": day(item.review_on),
        "audience": [unit_name(each.unit.code, with_below=each.with_below) for each in item.audience.all()],
        "verified_by": item.verified_by,
        "verified_at": day(item.verified_at),
        **related(item.relations.all()),
    }


def related(relations: Iterable[Relation]) -> dict[str, Value]:
    found: dict[str, list[str]] = {}
    for each in relations:
        found.setdefault(each.kind, []).append(each.other.activity.code)
    return dict(sorted(found.items()))


def day(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def placed(folder: str, files: Iterable[ItemFile]) -> Iterator[tuple[str, str]]:
    """Yield where each file is to lie and its stored name; the second of a name has a number."""
    taken: set[str] = set()
    for file in files:
        number, path = 1, f"{folder}/{as_name(file.title)}.{file.ending}"
        while path in taken:
            number += 1
            path = f"{folder}/{as_name(f'{file.title} ({number})')}.{file.ending}"
        taken.add(path)
        yield path, file.stored
