"""An item is read by those whom its audience names, and is not there for anybody else: one rule, on every path."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alur.base.access.rules import SYSTEM, Actor, Grant
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.knowledge.models import Audience, Item
from alur.knowledge.permissions import may_read, reach_of, readable_items, search_reader
from alur.knowledge.queries.items import Asked, choices, items
from alur.knowledge.queries.reading import alike
from alur.knowledge.services import put_items
from alur.knowledge.services.finding import push_items
from alur.people.models import Employee
from alur.people.permissions import ADMIN, KURATOR, PENGELOLA, PIMPINAN, PPSDM
from alur.records.queries.remembered import Moment
from alur.search.queries.searching import search
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, actor, assemble
from tests.imports import empty_store
from tests.knowledge.desk import item, put_cast_items, row

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
MARK = re.compile('name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{32}')  # other at each request
TURNS = count()  # so that nothing is remembered
UNITS = ("pusat", "balai_a", "loka_a", "balai_b")
PEOPLE = ("sari", "budi", "lina", "tono", "rina")


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store(), clock.frozen_at(NOW):
        cast = assemble()
        put_cast_items(cast)
        yield cast


def let_read(code: str, **units: bool) -> None:
    """Let an item be for units of the cast, each with whether all below are meant."""
    found = [f"{name.upper().replace('_', '-')}{'+' if with_below else ''}" for name, with_below in units.items()]
    changed = replace(row(code, "Cara menyegel sampel", "procedure", "BALAI-A", SARI), audience=found)
    assert [str(each) for each in put_items(actor=SYSTEM, rows=[changed])] == ["updated"]


def found_by(who: Actor, text: str = "segel") -> set[str]:
    return {hit.code for hit in search(text, limit=9, reader=search_reader(reach_of(who))).hits}


def listed_for(who: Actor) -> set[str]:
    reach = alike(reach_of(who), at=Moment((), (next(TURNS),)))
    return {each.code for each in items(Asked(), choices(reach), reach)}


def someone(people: Cast, name: str, roles: list[tuple[str, str]]) -> Actor:
    """Return an actor of the cast (or of nobody's) with roles held at units, "" for everywhere."""
    grants = frozenset(Grant(role, getattr(people, unit).path if unit else "") for role, unit in roles)
    return Actor("account", "account:0", subject=getattr(people, name).nip if name else "", grants=grants)


audiences = st.dictionaries(st.sampled_from(UNITS), st.booleans(), max_size=3)
held = st.lists(
    st.tuples(st.sampled_from([KURATOR, PENGELOLA, PIMPINAN, PPSDM, ADMIN]), st.sampled_from(["", *UNITS])), max_size=2
)


# Each try is taken back, so that the next finds the cast as it was.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    audience=audiences,
    unit=st.sampled_from(["", *UNITS]),
    owner=st.sampled_from(["", *PEOPLE]),
    author=st.sampled_from(["", *PEOPLE]),
    name=st.sampled_from(["", *PEOPLE]),
    roles=held,
    is_active=st.booleans(),
)
def test_all_say_the_same(people: Cast, audience: dict[str, bool], is_active: bool, **told: Any) -> None:
    """The function for one item, the condition on rows, lists and the search, whoever asks for whatever."""
    with suppress(Undone), transaction.atomic():
        some = item("SOP")
        some.unit = getattr(people, told["unit"]) if told["unit"] else None
        some.owner, some.author = (getattr(people, told[who]) if told[who] else None for who in ("owner", "author"))
        some.save()
        rows = [Audience(item=some, unit=getattr(people, unit), with_below=below) for unit, below in audience.items()]
        Audience.objects.bulk_create(rows)
        push_items([some.pk])
        Employee.objects.filter(nip=SARI).update(is_active=is_active)
        who = someone(people, told["name"], told["roles"])
        reach = reach_of(who)
        expected = may_read(reach, some, rows)
        assert expected is meant(people, some, audience, told["name"], told["roles"], is_active)
        assert Item.objects.filter(readable_items(reach), pk=some.pk).exists() is expected
        assert ("SOP" in listed_for(who)) is expected
        assert ("SOP" in found_by(who)) is expected
        same = search_reader(alike(reach, at=Moment((), (next(TURNS),))))
        assert ("SOP" in {hit.code for hit in search("segel", limit=9, reader=same).hits}) is expected
        assert rebuilding.check() == []
        raise Undone


class Undone(Exception):
    """What was tried is taken back."""


def meant(
    people: Cast, some: Item, audience: dict[str, bool], name: str, roles: list[tuple[str, str]], is_active: bool
) -> bool:
    """Tell who may read, in the words of the rule."""
    if not audience:
        return True
    path = some.unit.path if some.unit else ""
    for role, at in roles:
        if role in (KURATOR, PPSDM, ADMIN) and path.startswith(getattr(people, at).path if at else ""):
            return True
    if not name or (name == "sari" and not is_active):
        return False
    her = getattr(people, name)
    if her in (some.owner, some.author):
        return True
    units = {getattr(people, unit): below for unit, below in audience.items()}
    return her.unit in units or any(below and her.unit.path.startswith(unit.path) for unit, below in units.items())


def test_what_is_not_hers_is_not_there(people: Cast, client: Client) -> None:
    let_read("SOP", balai_b=False)
    client.force_login(account(people.lina.nip))
    asked = [
        client.get("/pengetahuan/SOP"),
        client.post("/pengetahuan/SOP/benar", {"benar": "1"}),
        client.post("/pengetahuan/SOP/verifikasi"),
        client.get("/pengetahuan/SOP/rawat"),
    ]
    missing = client.get("/pengetahuan/TIDAK-ADA")
    assert [answer.status_code for answer in asked] == [404] * 4
    told = [MARK.sub("", each.content.decode()) for each in (asked[0], missing)]
    assert told[0].replace("SOP", "TIDAK-ADA") == told[1]
    assert client.post("/pengetahuan/SOP/dibaca").status_code == 204
    assert item("SOP").reads == 0
    lists = [client.get(at).content.decode() for at in ("/pengetahuan", "/pengetahuan?q=menyegel", "/cari?q=menyegel")]
    assert ["Cara menyegel" in text for text in lists] == [False] * 3
    assert "2 pengetahuan" in lists[0]


def test_a_unit_moves_and_its_people_read_with_it(people: Cast) -> None:
    let_read("SOP", balai_b=True)
    lina = actor(people.lina.nip)
    assert "SOP" not in found_by(lina) | listed_for(lina)
    people.loka_a.path = f"{people.balai_b.path}{people.loka_a.pk}/"
    people.loka_a.save()
    assert "SOP" in found_by(lina) & listed_for(lina)


def test_choices_tell_nothing_of_what_is_not_hers(people: Cast) -> None:
    let_read("SOP", balai_b=False)
    tono, lina = reach_of(actor(people.tono.nip)), reach_of(actor(people.lina.nip))
    assert [choices(each).kinds for each in (tono, lina)] == [
        ["material", "procedure", "lesson"],
        ["material", "lesson"],
    ]
    assert [list(choices(each).units) for each in (tono, lina)] == [["BALAI-A", "LOKA-A"], ["LOKA-A"]]


def test_a_word_that_only_others_read_is_not_guessed(people: Cast) -> None:
    changed = replace(
        row("SOP", "Prosedur", "procedure", "BALAI-A", SARI, body="Sandinya zamrud."), audience=["BALAI-B"]
    )
    put_items(actor=SYSTEM, rows=[changed])
    tono, lina = (search_reader(reach_of(actor(each.nip))) for each in (people.tono, people.lina))

    def guessed(text: str) -> list[dict[str, str]]:
        return [dict(search(text, limit=9, reader=each).guessed) for each in (tono, lina)]

    assert guessed("zamrd") == [{"zamrd": "zamrud"}, {}]
    assert guessed("zam") == [{"zam": "zamrud"}, {}]
    assert guessed("amru") == [{"amru": "zamrud"}, {}]
    # Nor does the word itself betray that it stands somewhere: it is as one that nobody wrote.
    put_items(actor=SYSTEM, rows=[row("LAIN", "Lain", "lesson", "", "", body="Zamrut dicatat.")])
    assert guessed("zamrud") == [{}, {"zamrud": "zamrut"}]


def test_scores_follow_from_what_all_may_read(people: Cast) -> None:
    lina = search_reader(reach_of(actor(people.lina.nip)))
    before = [(hit.code, hit.score) for hit in search("segel dipasang", limit=9, reader=lina).hits]
    rows = [
        replace(row(f"N{n}", "Segel", "lesson", "BALAI-B", "", body="Segel dipasang."), audience=["BALAI-B"])
        for n in range(5)
    ]
    put_items(actor=SYSTEM, rows=rows)
    assert [(hit.code, hit.score) for hit in search("segel dipasang", limit=9, reader=lina).hits] == before


def test_the_import_takes_and_refuses_audiences() -> None:
    some = row("SOP", "Cara menyegel sampel", "procedure", "BALAI-A", SARI)
    [refused] = put_items(actor=SYSTEM, rows=[replace(some, audience=["BALAI-A", "ENTAH+"])])
    assert isinstance(refused, Problem)
    assert (refused.code, refused.field) == ("people.unknown_unit", "audience")
    wanted = replace(some, audience=["BALAI-A", "PUSAT+", "PUSAT"])
    assert [str(put_items(actor=SYSTEM, rows=[wanted])[0]) for _ in range(2)] == ["updated", "unchanged"]
    told = Audience.objects.order_by("unit__code").values_list("unit__code", "with_below")
    assert list(told) == [("BALAI-A", False), ("PUSAT", True)]
    assert [str(each) for each in put_items(actor=SYSTEM, rows=[some])] == ["unchanged"]
    assert [str(each) for each in put_items(actor=SYSTEM, rows=[replace(some, audience=[])])] == ["updated"]
    assert not Audience.objects.exists()


def test_a_curator_says_for_whom_it_is(people: Cast, client: Client) -> None:
    client.force_login(account("kurator", "kurator:BALAI-A"))
    answer = client.post("/pengetahuan/SOP/rawat", {"pembaca": [str(people.balai_b.pk), f"{people.balai_a.pk}+"]})
    assert answer.status_code == 302
    told = Audience.objects.order_by("unit__code").values_list("unit__code", "with_below")
    assert list(told) == [("BALAI-A", True), ("BALAI-B", False)]
    assert found_by(actor(people.rina.nip)) == {"MAT", "SEMUA"}
    page = client.get("/pengetahuan/SOP/rawat").content.decode()
    assert page.count('name="pembaca"') == 6
    assert re.findall('name="pembaca" value="([^"]+)" checked', page) == [
        f"{people.balai_a.pk}+",
        f"{people.balai_b.pk}",
    ]
    assert client.post("/pengetahuan/SOP/rawat", {"pembaca": ["999999"]}).status_code == 422
    assert "Balai-A dan semua unit di bawahnya" in client.get("/pengetahuan/SOP").content.decode()
