"""Knowledge items as the search knows them."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from alur.base.lib.extracting.pages import MARKED, PAGED
from alur.base.lib.sections import sections_of
from alur.catalogue.models import Kind
from alur.knowledge.models import Comment, FilePage, Item, ItemFile, Relation, RelationKind
from alur.knowledge.permissions import search_audience
from alur.knowledge.queries.relations import replaced_on
from alur.knowledge.rules.articles import namer
from alur.knowledge.rules.caring import lapses_on
from alur.search.rules.passages import Section
from alur.search.services import Pushed, put

READ_AT_ONCE = 100
ANSWERS = Prefetch(
    "comments",
    Comment.objects.filter(answer_at__isnull=False, hidden_at=None).order_by("said_at", "pk"),
    to_attr="answers",
)
DISCUSSION = "Diskusi"


def push_items(activity_ids: Iterable[int]) -> None:
    """Let items be found as they are now. To be called in the transaction that changed them."""
    ids = list(activity_ids)
    # When one that replaces others is of another day, so is the end of those.
    replaced = Relation.objects.filter(item_id__in=ids, kind=RelationKind.REPLACES).values_list("other_id", flat=True)
    put(pushed(Item.objects.filter(pk__in={*ids, *replaced})))


def all_items() -> Iterator[Pushed]:
    """Yield all items as they are to be found."""
    yield from pushed(Item.objects.order_by("pk"))


def pushed(items: "QuerySet[Item]") -> Iterator[Pushed]:
    rows = items.select_related("activity").prefetch_related("audience", files(), "merged__activity", ANSWERS)
    rows = rows.annotate(replaced_on=replaced_on())
    for item in rows.iterator(chunk_size=READ_AT_ONCE):
        yield Pushed(
            kind=Kind.KNOWLEDGE,
            own_kind=item.kind,
            code=item.activity.code,
            title=item.activity.title,
            sections=[*sections(item), *sections_of_files(item), *names_of_merged(item)],
            unit_id=item.unit_id,
            topics=item.activity.topics,
            day=item.created_on,
            is_verified=item.verified_at is not None,
            lapses_on=lapses_on(item.review_on, item.valid_until, item.replaced_on),
            audience=search_audience(item, item.audience.all()),
        )


def sections(item: Item) -> Sequence[Section]:
    """Return what an item says, part by part, and what answers below it, each with the anchor that leads to it."""
    parts = sections_of(item.body, namer(item.kind))
    own = [Section(" › ".join(each.headings), each.text, f"#{each.anchor}" if each.anchor else "") for each in parts]
    answers: list[Comment] = getattr(item, ANSWERS.to_attr or "")
    return [*own, *(Section(DISCUSSION, each.text, f"#komentar-{each.pk}") for each in answers)]


def names_of_merged(item: Item) -> list[Section]:
    """Return names and codes of what became part of an item, so that it is found by them, too."""
    names = [f"{each.activity.title} ({each.activity.code})" for each in item.merged.all()]
    return [Section("", name) for name in sorted(names)]


def files() -> "Prefetch[str]":
    """Return how the files of items are read together with them, page by page."""
    pages = FilePage.objects.only("file_id", "number", "heading", "text").order_by("number")
    return Prefetch("files", ItemFile.objects.order_by("pk").prefetch_related(Prefetch("pages", pages)))


def sections_of_files(item: Item) -> Iterator[Section]:
    """Yield what the files of an item say, page by page, each with the address below the item's that leads to it."""
    with override("id"):  # the index is one for all languages
        for file in item.files.all():
            is_marked = file.ending in MARKED
            for page in file.pages.all():
                text = plain(page.text) if is_marked else page.text
                if text:
                    yield Section(named(file, page), text, f"berkas/{file.pk}/{page.number}")


def named(file: ItemFile, page: FilePage) -> str:
    """Return what a page of a file is called: by its number where it has one on paper, else by its heading."""
    heading = _("page %(number)s") % {"number": page.number} if file.ending in PAGED else page.heading
    return f"{file.title} · {heading}" if heading else file.title


def plain(markdown: str) -> str:
    """Return the words of a page with structure, a line a block."""
    parts = sections_of(markdown)
    return "\n".join(line for each in parts for line in (*each.headings[-1:], each.text) if line)
