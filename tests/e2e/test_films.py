"""A film in a module: played in parts with its captions, and without a network when it is small."""

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from alur.cli.content import import_content
from tests.browser import Axe, is_wider_than_screen
from tests.e2e.test_offline import Phone, furnished_phone, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
# The browser makes the film itself: noise, so that it is as large as it is asked to be.
RECORD = """async ([seconds, bits]) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const context = canvas.getContext("2d");
  const draw = () => {
    const noise = context.createImageData(640, 360);
    for (let place = 0; place < noise.data.length; place += 1) noise.data[place] = Math.random() * 256;
    context.putImageData(noise, 0, 0);
  };
  const timer = setInterval(draw, 40);
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm", videoBitsPerSecond: bits });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  await new Promise((done) => setTimeout(done, seconds * 1000));
  recorder.stop();
  await new Promise((done) => (recorder.onstop = done));
  clearInterval(timer);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  let text = "";
  for (let place = 0; place < bytes.length; place += 8192) {
    text += String.fromCharCode(...bytes.subarray(place, place + 8192));
  }
  return btoa(text);
}"""
PLAYED = "film => film.ended ? Promise.resolve(1) : new Promise(done => (film.onended = () => done(1)))"
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:20.000\nCuci tangan dulu\n"


@pytest.fixture
def phone(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path, live_server: Any
) -> Iterator[Phone]:
    yield from furnished_phone(playwright, browser_type_launch_args, tmp_path, live_server)


def with_film(page: Page, folder: Path, *, seconds: float, bits: int) -> int:
    """Take in a module with a film and return its size in bytes."""
    film = b64decode(page.evaluate(RECORD, [seconds, bits]))
    (folder / "film.webm").write_bytes(film)
    (folder / "film.vtt").write_text(CAPTIONS, encoding="utf-8")
    (folder / "m1.md").write_text('---\ncode: M1\n---\n# Satu\n\n![Cuci tangan](film.webm "film.vtt")\n', "utf-8")
    assert import_content(folder).rejected == 0
    return len(film)


def test_a_large_film_is_played_to_its_end_in_parts(phone: Phone, tmp_path: Path, axe: Axe) -> None:
    page = phone.open("/masuk?next=/modul/M1/layar/1")
    size = with_film(page, tmp_path / "modul", seconds=3, bits=20_000_000)
    assert size > 2_500_000, "too small to be sent in parts"
    parts: list[int] = []
    page.on("response", lambda answer: parts.append(answer.status) if answer.url.endswith(".webm") else None)
    sign_in(page)
    film = page.locator("video")
    assert (film.get_attribute("aria-label"), parts) == ("Cuci tangan", [])
    assert axe(page) == []
    assert not is_wider_than_screen(page)
    film.evaluate("film => { film.muted = true; return film.play(); }")
    film.evaluate(PLAYED)
    assert parts.count(206) >= 2
    assert film.evaluate("film => film.textTracks[0].cues[0].text") == "Cuci tangan dulu"
    assert "tidak ikut tersimpan" not in page.content()


def test_a_small_film_goes_along_and_plays_without_a_network(phone: Phone, tmp_path: Path) -> None:
    page = phone.open("/masuk?next=/modul/M1")
    with_film(page, tmp_path / "modul", seconds=1, bits=500_000)
    sign_in(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.get_by_role("button", name="Simpan untuk luring").click()
    expect(page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    film = page.locator("video")
    film.evaluate("film => { film.muted = true; return film.play(); }")
    film.evaluate(PLAYED)


def test_a_film_that_stayed_out_says_so(phone: Phone, tmp_path: Path, axe: Axe) -> None:
    page = phone.open("/masuk?next=/modul/M1")
    with_film(page, tmp_path / "modul", seconds=6, bits=20_000_000)
    sign_in(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    expect(page.get_by_text("tidak ikut tersimpan")).to_be_visible()
    page.get_by_role("button", name="Simpan untuk luring").click()
    expect(page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()
    phone.cut()
    page.get_by_role("link", name="Mulai").click()
    page.locator("video").evaluate("film => void film.play().catch(() => undefined)")
    expect(page.get_by_text("Berkas ini tidak ikut tersimpan")).to_be_visible()
    assert axe(page) == []
