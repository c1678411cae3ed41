"""Who works where: a head, team leaders with teams of about ten, and the persons behind the demonstration accounts."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from alur.cli.demo.names import Namer
from alur.cli.demo.nips import Register
from alur.cli.demo.scale import Scale
from alur.cli.demo.seeding import chance
from alur.cli.demo.sources import tree
from alur.cli.demo.units import HEAD_OFFICE, Place, places

TEAM_SIZE = 10
CONTRACT_SHARE = 0.3
FEMALE_SHARE = 0.62
EMAIL_DOMAIN = "bpom.example"


@dataclass(frozen=True, slots=True)
class Person:
    """An employee. place: head, lead or member; account: the demonstration account she stands behind, or none."""

    nip: str
    name: str
    unit: Place
    place: str
    position: str
    position_kind: str
    grade: str
    is_contract: bool
    field: str
    email: str
    supervisor_nip: str
    account: str


@dataclass(frozen=True, slots=True)
class _Post:
    """A post to fill. team: number of the team leader within the unit."""

    place: str
    team: int
    title: str
    kind: str
    grade: str
    is_contract: bool
    field: str
    sex: str
    name: str
    account: str


@cache
def staff(scale: Scale) -> tuple[Person, ...]:
    """Return everybody, unit by unit, superiors first."""
    namer, register, mailboxes = Namer(chance("names")), Register(chance("nips")), Counter[str]()
    heads: dict[str, str] = {}
    people: list[Person] = []
    for unit in places(scale):
        leads: list[str] = []
        for post in _posts(unit):
            person = _hired(post, unit, namer, register, mailboxes)
            person = replace(person, supervisor_nip=_superior(post, unit, heads, leads))
            if post.place == "head":
                heads[unit.code] = person.nip
            if post.place == "lead":
                leads.append(person.nip)
            people.append(person)
    return tuple(people)


def _superior(post: _Post, unit: Place, heads: dict[str, str], leads: list[str]) -> str:
    if post.place == "head":
        return heads.get(unit.parent_code, "")
    return heads[unit.code] if post.place == "lead" else leads[post.team]


def _hired(post: _Post, unit: Place, namer: Namer, register: Register, mailboxes: Counter[str]) -> Person:
    name = post.name or namer.name(home=unit.people, sex=post.sex)
    return Person(
        nip=register.nip(sex=post.sex, grade=post.grade, is_contract=post.is_contract),
        name=name,
        unit=unit,
        place=post.place,
        position=post.title,
        position_kind=post.kind,
        grade=post.grade,
        is_contract=post.is_contract,
        field=post.field,
        email=_email(name, mailboxes),
        supervisor_nip="",
        account=post.account,
    )


def _email(name: str, mailboxes: Counter[str]) -> str:
    mailbox = ".".join(name.lower().split())
    mailboxes[mailbox] += 1
    number = mailboxes[mailbox]
    return f"{mailbox}{number if number > 1 else ''}@{EMAIL_DOMAIN}"


def _posts(unit: Place) -> Iterator[_Post]:
    rng = chance("posts", unit.code)
    known = deque(_known(unit))
    lead_count = max(1, round((unit.size - 1) / (TEAM_SIZE + 1)))
    places_in_order = ["head"] + ["lead"] * lead_count + ["member"] * (unit.size - 1 - lead_count)
    for number, place in enumerate(places_in_order):
        if known and known[0].place == place:
            yield known.popleft()
        else:
            yield _post(place, (number - 1 - lead_count) % lead_count, unit, rng)


def _known(unit: Place) -> list[_Post]:
    posts = [_known_post(key, entry) for key, entry in tree("accounts").items() if entry["unit"] == unit.code]
    return sorted(posts, key=lambda post: ("head", "lead", "member").index(post.place))


def _known_post(key: str, entry: dict[str, Any]) -> _Post:
    return _Post(
        place=entry["place"],
        team=0,
        title=entry["position"],
        kind=entry["position_kind"],
        grade=entry["grade"],
        is_contract=False,
        field=entry["field"],
        sex=entry["sex"],
        name=entry["name"],
        account=key,
    )


def _post(place: str, team: int, unit: Place, rng: Random) -> _Post:
    kind = unit.kind if place == "member" else place
    entry = _entry(kind, unit, rng)
    is_contract = bool(entry.get("contract")) and rng.random() < CONTRACT_SHARE
    field = rng.choice(entry.get("fields", ["*"]))
    return _Post(
        place=place,
        team=team,
        title=entry["title"].format(name=unit.name, rest=unit.name.partition(" ")[2]),
        kind=entry["kind"],
        grade=entry["contract"] if is_contract else rng.choice(entry["grades"]),
        is_contract=is_contract,
        field=unit.field if field == "*" else field,
        sex="2" if rng.random() < FEMALE_SHARE else "1",
        name="",
        account="",
    )


def _entry(kind: str, unit: Place, rng: Random) -> dict[str, Any]:
    positions = tree("positions")
    if kind == "head":
        return dict(positions["head"][unit.kind])
    if kind == "lead":
        return dict(positions["lead"][_lead_kind(unit)])
    fit = [entry for entry in positions["position"] if unit.kind in entry["units"] or unit.code in entry["units"]]
    return dict(rng.choices(fit, weights=[entry["often"] for entry in fit])[0])


def _lead_kind(unit: Place) -> str:
    if unit.kind in {"loka", "direktorat"}:
        return unit.kind
    return "kantor" if unit.kind in HEAD_OFFICE else "upt"
