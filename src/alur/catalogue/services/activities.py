"""Activities and the versions of what they are worth."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from alur.base.lib import clock
from alur.base.lib.importing.verdicts import KEEP, Change, Keep
from alur.catalogue.models import Activity, ActivityVersion, Kind
from alur.catalogue.statements import iri

MUTABLE = ("title", "summary", "topics", "published_on")
BATCH_ROWS = 500
ALWAYS = datetime(1900, 1, 1, tzinfo=UTC)  # the first version holds for whatever happened before


@dataclass(frozen=True, slots=True)
class Worth:
    """What an activity gives. minutes: how long it takes, None when nobody said."""

    jp: Decimal
    minutes: int | Keep | None = KEEP


@dataclass(frozen=True, slots=True)
class Content:
    """An activity as it should be; KEEP leaves what is stored. worth: None for a kind that gives no JP."""

    code: str
    title: str
    summary: str | Keep = KEEP
    topics: list[str] | Keep = KEEP
    published_on: date | Keep | None = KEEP
    worth: Worth | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """The activity of a content, and what became of it."""

    activity: Activity
    change: Change


def put_activities(kind: Kind, contents: Sequence[Content], *, known_at: int) -> dict[str, Put]:
    """Make or change activities of one kind, and return them by code. To be called in the owner's transaction.

    contents: of distinct codes; known_at: the store's moment. What changes in worth holds from now on.
    """
    codes = [content.code for content in contents]
    stored = {activity.code: activity for activity in Activity.objects.filter(kind=kind, code__in=codes)}
    made = create(kind, [content for content in contents if content.code not in stored], known_at)
    altered = {content.code for content in contents if content.code in stored and alter(stored[content.code], content)}
    Activity.objects.bulk_update([stored[code] for code in altered], MUTABLE, batch_size=BATCH_ROWS)
    activities = stored | made
    altered |= put_worth(contents, activities, known_at)
    return {
        code: Put(
            activities[code],
            Change.CREATED if code in made else Change.UPDATED if code in altered else Change.UNCHANGED,
        )
        for code in codes
    }


def create(kind: Kind, contents: Sequence[Content], known_at: int) -> dict[str, Activity]:
    new = [
        Activity(kind=kind, code=content.code, iri=iri(kind, content.code), known_at=known_at) for content in contents
    ]
    for activity, content in zip(new, contents, strict=True):
        alter(activity, content)
    return {activity.code: activity for activity in Activity.objects.bulk_create(new, batch_size=BATCH_ROWS)}


def alter(activity: Activity, content: Content) -> bool:
    """Give the activity the content's values; tell whether any was other."""
    given = {name: getattr(content, name) for name in MUTABLE}
    other = {name: value for name, value in given.items() if value is not KEEP and value != getattr(activity, name)}
    for name, value in other.items():
        setattr(activity, name, value)
    return bool(other)


def put_worth(contents: Sequence[Content], activities: Mapping[str, Activity], known_at: int) -> set[str]:
    """Add a version to each activity whose worth is other than its latest version's; return their codes."""
    worths = {activities[content.code].id: content.worth for content in contents if content.worth}
    latest = latest_versions(worths)
    new = []
    for activity_id, worth in worths.items():
        number, jp, minutes = latest.get(activity_id, (0, None, None))
        wanted = (worth.jp, minutes if worth.minutes is KEEP else worth.minutes)
        if wanted != (jp, minutes):
            new.append(
                ActivityVersion(
                    activity_id=activity_id,
                    number=number + 1,
                    jp=wanted[0],
                    minutes=wanted[1],
                    valid_from=clock.now() if number else ALWAYS,
                    known_at=known_at,
                )
            )
    ActivityVersion.objects.bulk_create(new, batch_size=BATCH_ROWS)
    changed = {version.activity_id for version in new}
    return {content.code for content in contents if activities[content.code].id in changed}


def latest_versions(activity_ids: Iterable[int]) -> dict[int, tuple[int, Decimal, int | None]]:
    versions = ActivityVersion.objects.filter(activity_id__in=list(activity_ids)).order_by("number")
    return {
        id: (number, jp, minutes)
        for id, number, jp, minutes in versions.values_list("activity_id", "number", "jp", "minutes")
    }
