"""Modules, screen by screen, and sessions as the search knows them."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from alur.base.lib import clock
from alur.base.lib.markdown import plain_text
from alur.base.lib.sections import sections_of
from alur.catalogue.models import Kind
from alur.learning.models import Module, ModuleContent, Session
from alur.learning.rules.content import Block, Checklist, Passage, Question, Screen, parse_screens
from alur.learning.rules.content import Kind as Asking
from alur.search.rules.passages import Section
from alur.search.services import Pushed, put, remove

READ_AT_ONCE = 200


def push_modules(codes: Iterable[str]) -> None:
    """Let modules be found as they are now, archived ones no more; in the transaction that changed them."""
    wanted = set(codes)
    documents = list(pushed_modules(Module.objects.filter(activity__code__in=wanted, is_archived=False)))
    put(documents)
    remove(Kind.MODULE, wanted - {each.code for each in documents})


def push_sessions(codes: Iterable[str]) -> None:
    """Let sessions be found as they are now. To be called in the transaction that changed them."""
    put(pushed_sessions(Session.objects.filter(activity__code__in=list(codes))))


def everything() -> Iterator[Pushed]:
    """Yield all modules that are not archived, and all sessions."""
    yield from pushed_modules(Module.objects.filter(is_archived=False).order_by("pk"))
    yield from pushed_sessions(Session.objects.order_by("pk"))


def pushed_modules(modules: "QuerySet[Module]") -> Iterator[Pushed]:
    latest = ModuleContent.objects.filter(activity_id=OuterRef("pk")).order_by("-number")
    rows = modules.select_related("activity").annotate(body=Subquery(latest.values("body")[:1]))
    for module in rows.iterator(chunk_size=READ_AT_ONCE):
        activity = module.activity
        yield Pushed(
            kind=Kind.MODULE,
            own_kind=module.kind,
            code=activity.code,
            title=activity.title,
            # What the screens say answers; the summary only speaks of it.
            sections=list(screens(module.body)) if module.body else parts(activity.summary),
            unit_id=module.unit_id,
            topics=activity.topics,
            day=activity.published_on,
            shown_from=activity.published_on,
        )


def screens(body: str) -> Iterator[Section]:
    for number, screen in enumerate(parse_screens(body), start=1):
        yield Section(plain_text(screen.title), "\n".join(said(screen)), f"layar/{number}")


def said(screen: Screen) -> Iterator[str]:
    """Yield what a screen says and asks; never which answer is right."""
    for block in screen.blocks:
        yield from lines(block)


def lines(block: Block) -> Iterator[str]:
    if isinstance(block, Passage):
        for headings, text, _ in sections_of(block.markdown):
            yield from filter(None, [*headings[-1:], text])
        return
    yield plain_text(block.prompt)
    if block.detail:
        yield plain_text(block.detail)
    if isinstance(block, Checklist):
        yield from map(plain_text, block.items)
    elif isinstance(block, Question):
        yield from (plain_text(answer.text) for answer in block.answers if block.kind is not Asking.SHORT)


def pushed_sessions(sessions: "QuerySet[Session]") -> Iterator[Pushed]:
    for session in sessions.select_related("activity").iterator(chunk_size=READ_AT_ONCE):
        activity = session.activity
        yield Pushed(
            kind=Kind.SESSION,
            own_kind=session.kind,
            code=activity.code,
            title=activity.title,
            sections=parts(activity.summary, session.speaker),
            unit_id=session.unit_id,
            topics=activity.topics,
            day=clock.local_date(session.starts_at),
        )


def parts(*texts: str) -> Sequence[Section]:
    return [Section("", text) for text in texts if text]
