"""Every page, on a phone and a desk, in both languages, light and dark: whole, at rest, light and accessible."""

import gzip
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize

from alur.base.lib import clock
from alur.catalogue.models import Activity
from alur.cli.demoyear import load
from alur.records.queries import remembered
from tests.browser import AXE, DESKTOP, PHONE, is_wider_than_screen
from tests.e2e.walk import CONTENT, OWN_WAY_BACK, PAGES, STRANGER, Found, find, signed_in
from tests.home.reading import Reader
from tests.home.test_pages_language import vocabulary
from tests.imports import empty_store

MOST_BYTES = 20_000
MOST_SHIFT = 0.01  # a button may still grow while its own words are coming over the network
GUISES: list[tuple[ViewportSize, str, str]] = [(PHONE, "id", "light"), (DESKTOP, "en", "dark")]
SHIFTED = """(most) => new Promise((resolve) => {
  let sum = 0;
  const from = [];
  const watch = new PerformanceObserver((list) => list.getEntries().forEach((each) => {
    sum += each.value;
    from.push(...each.sources.map(({ node, previousRect, currentRect }) =>
      `${node?.outerHTML?.slice(0, 80) ?? node?.nodeValue} (${previousRect.y} to ${currentRect.y})`));
  }));
  watch.observe({ type: "layout-shift", buffered: true });
  const told = () => resolve(sum > most ? `${sum.toFixed(4)} at ${from.join(", ")}` : "");
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
    """Opens pages in one guise, one context for each who looks."""

    def __init__(self, browser: Browser, server: str, guise: tuple[ViewportSize, str, str]) -> None:
        self.browser, self.server = browser, server
        self.size, self.language, self.theme = guise
        self.axe = AXE.read_text(encoding="utf-8")
        self.own = vocabulary(self.language)
        self.other = vocabulary({"id": "en", "en": "id"}[self.language]) - self.own
        self.topics = {topic for topics in Activity.objects.values_list("topics", flat=True) for topic in topics}
        self.pages: dict[str, Page] = {}
        self.complaints: list[str] = []

    def page_of(self, username: str) -> Page:
        if username not in self.pages:
            context = self.browser.new_context(
                base_url=self.server, viewport=self.size, locale="id-ID", service_workers="block"
            )
            context.add_cookies(self.cookies(username))
            self.pages[username] = self.watched(context)
        return self.pages[username]

    def cookies(self, username: str) -> list[Any]:
        given = {"bahasa": self.language, "tema": self.theme}
        if username != STRANGER:
            given["sessionid"] = signed_in(username).cookies["sessionid"].value
        return [{"name": name, "value": value, "url": self.server} for name, value in given.items()]

    def watched(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def faults(self, name: str, address: str) -> list[object]:
        """Return what is wrong with a page."""
        self.complaints.clear()
        page = self.page_of(PAGES[name][0])
        answer = page.goto(address)
        assert answer is not None
        shift = page.evaluate(SHIFTED, MOST_SHIFT)
        page.evaluate(self.axe)
        seen = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        return [
            *([f"answers {answer.status}"] if answer.status != 200 else []),
            *([f"moves by {shift}"] if shift else []),
            *([f"leads to {page.url}"] if urlsplit(page.url).path != urlsplit(address).path else []),
            *(["scrolls sideways"] if is_wider_than_screen(page) else []),
            *([f"weighs {weight}"] if (weight := len(gzip.compress(answer.body()))) > MOST_BYTES else []),
            *({"rule": each["id"], "at": [node["html"][:200] for node in each["nodes"]]} for each in seen),
            *self.complaints,
            *self.words(name, answer),
            *(["has no path down to it"] if self.lacks_path(name, page) else []),
        ]

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


@pytest.mark.django_db(transaction=True)
def test_every_page_in_two_guises(browser: Browser, live_server: Any, found: Found) -> None:
    wrong = {}
    for guise in GUISES:
        walker = Walker(browser, live_server.url, guise)
        for name, (_who, template) in PAGES.items():
            if faults := walker.faults(name, found.address(template)):
                wrong[f"{name} {found.address(template)} {guise[1:]}"] = faults

    assert wrong == {}, "\n".join(f"{name}: {faults}" for name, faults in wrong.items())
