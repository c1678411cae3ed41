"""Every page, on a phone and a desk, in both languages, light and dark: whole, at rest, light and accessible."""

import gzip
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize

from alur.base.access.models import Account
from alur.base.lib import clock
from alur.catalogue.models import Activity, Kind
from alur.cli.demoyear import load
from alur.learning.statements import completed
from alur.people.models import Employee, Unit
from alur.records.queries import remembered
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from tests.asking import statements
from tests.browser import AXE, DESKTOP, PHONE, is_wider_than_screen
from tests.e2e.walk import CONTENT, OWN_WAY_BACK, PAGES, Found, find, visitor
from tests.home.reading import Reader
from tests.home.test_pages_language import vocabulary
from tests.imports import empty_store

ENDLESS = "Pertanggungjawabanpelaksanaanpengawasanobatdanmakanannasional"
LONG_NAME = "Prof. Dr. apt. Raden Ajeng Siti Nurhaliza Kusumawardhani Wiraatmadja-Hadiningrat, M.Biomed."
LONG_TITLE = "Pengawasan keamanan, mutu, dan khasiat obat tradisional di sarana produksi, distribusi, dan daring"
MOST_BYTES, MOST_QUERIES = 20_000, 12
# Slow enough that a page comes in several pieces, so that what moves when the next one comes is seen to.
SLOW_NETWORK = {"offline": False, "latency": 20, "downloadThroughput": 40_000, "uploadThroughput": 40_000}
LIGHT, DARK = "light", "dark"
# In each language every page is loaded once, here on a phone and there at a desk, and changes its guise then.
LOADED: dict[str, tuple[ViewportSize, str]] = {"id": (PHONE, LIGHT), "en": (DESKTOP, DARK)}
# And in one everything bears the longest names that there are.
LONG_WINDED = "en"
OTHER_THEME = {LIGHT: DARK, DARK: LIGHT}
# As the server would have made the page; what would change little by little has changed at once.
WEAR = """(theme) => {
  document.documentElement.dataset.theme = theme;
  document.getAnimations().forEach((each) => each.effect?.getComputedTiming().endTime < Infinity && each.finish());
}"""
LOOK = """(options) => axe.run({ ...options, resultTypes: ["violations"], preload: false }).then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]))"""
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
# What another theme can change, places and words being the same.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
SHIFTED = """() => new Promise((resolve) => {
  let sum = 0;
  const from = [];
  const watch = new PerformanceObserver((list) => list.getEntries().forEach((each) => {
    sum += each.value;
    from.push(...each.sources.map(({ node, previousRect, currentRect }) =>
      `${node?.outerHTML?.slice(0, 80) ?? node?.nodeValue} (${previousRect.y} to ${currentRect.y})`));
  }));
  watch.observe({ type: "layout-shift", buffered: true });
  const told = () => resolve(sum > 0 ? `${sum.toFixed(5)} at ${from.join(", ")}` : "");
  requestAnimationFrame(() => setTimeout(told, 60));
})"""


@pytest.fixture
def found() -> Iterator[Found]:
    cache.clear()
    remembered.place.cache_clear()
    with empty_store():
        load(small=True, until=clock.today())
        yield find()
    cache.clear()


class Walker:
    """Opens pages in one language, one context for each who looks, and looks at each in every guise."""

    def __init__(self, browser: Browser, server: str, found: Found, language: str) -> None:
        self.browser, self.server, self.found, self.language = browser, server, found, language
        self.size, self.theme = LOADED[language]
        self.axe = AXE.read_text(encoding="utf-8")
        self.own = vocabulary(self.language)
        self.other = vocabulary({"id": "en", "en": "id"}[self.language]) - self.own
        self.topics = {topic for topics in Activity.objects.values_list("topics", flat=True) for topic in topics}
        self.pages: dict[str, Page] = {}
        self.complaints: list[str] = []

    def page_of(self, who: str) -> Page:
        if who not in self.pages:
            context = self.browser.new_context(
                base_url=self.server, viewport=self.size, locale="id-ID", service_workers="block"
            )
            context.add_cookies(self.cookies(who))
            self.pages[who] = self.watched(context)
        return self.pages[who]

    def cookies(self, who: str) -> list[Any]:
        kept = {name: each.value for name, each in visitor(who).cookies.items()}
        given = {**kept, "bahasa": self.language, "tema": self.theme}
        return [{"name": name, "value": value, "url": self.server} for name, value in given.items()]

    def watched(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto("/tidak-ada")  # brings style and scripts, which are kept from then on
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW_NETWORK)
        return page

    def faults(self, name: str) -> list[str]:
        """Return what is wrong with a page."""
        who, address = map(self.found.address, PAGES[name])
        page = self.page_of(who)
        self.complaints.clear()
        page.set_viewport_size(self.size)
        answer = page.goto(address)
        assert answer is not None
        shift = page.evaluate(SHIFTED)
        return [
            *([f"answers {answer.status}"] if answer.status != 200 else []),
            *([f"moves by {shift}"] if shift else []),
            *([f"leads to {page.url}"] if urlsplit(page.url).path != urlsplit(address).path else []),
            *([f"weighs {weight}"] if (weight := len(gzip.compress(answer.body()))) > MOST_BYTES else []),
            *self.words(name, answer),
            *(["has no path down to it"] if self.lacks_path(name, page) else []),
            *self.looks(page),
            *self.complaints,
        ]

    def looks(self, page: Page) -> list[str]:
        """Return what is wrong with a page on either screen, light and dark."""
        page.evaluate(self.axe)
        found = []
        for size in (self.size, DESKTOP if self.size == PHONE else PHONE):
            page.set_viewport_size(size)
            found += [f"scrolls sideways at {size['width']}"] if is_wider_than_screen(page) else []
            for theme, rules in ((self.theme, ALL_RULES), (OTHER_THEME[self.theme], COLOURS)):
                page.evaluate(WEAR, theme)
                found += [f"{rule} at {size['width']}, {theme}: {at}" for rule, at in page.evaluate(LOOK, rules)]
        return found

    def words(self, name: str, answer: Response) -> list[str]:
        """Return what a page says in the other language, and what was not filled in."""
        reader = Reader()
        html = answer.text()
        reader.feed(html)
        mixed = sorted(set(reader.texts) & (self.other - self.topics)) if name not in CONTENT else []
        unfilled = [text for text in reader.texts if "%(" in text]
        wrong = [] if f'<html lang="{self.language}" data-theme="{self.theme}">' in html else ["another guise"]
        return [
            *(f"other language: {text}" for text in mixed),
            *(f"not filled in: {text}" for text in unfilled),
            *wrong,
        ]

    @staticmethod
    def lacks_path(name: str, page: Page) -> bool:
        path = urlsplit(page.url).path
        is_top = path.count("/") == 1 or name in OWN_WAY_BACK or page.locator(f".side a[href='{path}']").count()
        return not is_top and not page.locator(".breadcrumb, .door").count()


def lengthen() -> None:
    """Give people, units and what can be learnt the longest names that anybody has, one word of them without an end."""
    Activity.objects.update(title=f"{LONG_TITLE} {ENDLESS}")
    Employee.objects.update(name=f"{LONG_NAME} {ENDLESS}", position=f"{LONG_TITLE} {ENDLESS}")
    Unit.objects.update(name=f"{LONG_TITLE} {ENDLESS}")
    Account.objects.update(name=f"{LONG_NAME} {ENDLESS}")
    cache.clear()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LOADED)
def test_every_page_in_every_guise(browser: Browser, live_server: Any, found: Found, language: str) -> None:
    if language == LONG_WINDED:
        lengthen()
    walker = Walker(browser, live_server.url, found, language)
    wrong = {name: faults for name in PAGES if (faults := walker.faults(name))}

    assert wrong == {}, "\n".join(f"{name}: {faults}" for name, faults in wrong.items())


@pytest.mark.django_db(transaction=True)
def test_every_page_asks_the_database_little(found: Found) -> None:
    asked = {}
    for name, (who, address) in PAGES.items():
        client, place = visitor(found.address(who)), found.address(address)
        client.get(place)
        learn(found.places["EMPLOYEE"])  # so that nothing counted is remembered
        with statements() as sent:
            answer = client.get(place)
        asked[name] = (answer.status_code, len([each for each in sent if not each.startswith(("BEGIN", "COMMIT"))]))

    assert {name: each for name, each in asked.items() if each[0] != 200 or each[1] > MOST_QUERIES} == {}


def learn(nip: str) -> None:
    """Let somebody complete a module once more."""
    code = Activity.objects.filter(kind=Kind.MODULE).order_by("code").values_list("code", flat=True)[0]
    again = completed(record_id=uuid4(), nip=nip, module_code=code, at=clock.now(), score=None, duration_seconds=None)
    append_statements([again], authority=AUTHORITY, version="1.0.3")
