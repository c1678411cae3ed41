"""What makes the site installable: the worker and the manifest, open to all, telling of nobody."""

import gzip
import json
import re
from typing import Any

import pytest
from django.test import Client

from alur.base.ui import assets
from tests import cast

pytestmark = pytest.mark.django_db
SCRIPT_BYTES = 50_000  # all scripts of the site, compressed


def test_the_worker_has_the_whole_site_and_is_asked_for_anew(client: Client) -> None:
    answer = client.get("/sw.js")

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert (answer["Service-Worker-Allowed"], answer["Cache-Control"]) == ("/", "no-cache")
    assert "unsafe" not in answer["Content-Security-Policy"]
    told = re.match(r"self\.ALUR=(\{.*?\});", answer.content.decode())
    assert told
    kept = json.loads(told[1])
    assert kept["version"] == assets.fingerprint()
    for path in kept["kept"]:
        built = client.get(path)
        assert built.status_code == 200
        built.close()


def test_another_build_makes_another_worker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = client.get("/sw.js").content
    built = {**assets.manifest(), "app.css": "app-0123456789ab.css"}
    monkeypatch.setattr(assets, "manifest", lambda: built)
    for each in (assets.asset, assets.fingerprint):
        each.cache_clear()
    try:
        assert client.get("/sw.js").content != before
    finally:
        for each in (assets.asset, assets.fingerprint):
            each.cache_clear()


def test_the_manifest_names_pictures_that_are_there(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    told: dict[str, Any] = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json"
    assert {key: told[key] for key in ("name", "start_url", "scope", "display")} == {
        "name": "Alur",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
    }
    found = {}
    for icon in told["icons"]:
        picture = client.get(icon["src"])
        found[icon["sizes"], icon["purpose"]] = (picture["Content-Type"], b"".join(picture)[:4])
        picture.close()
    assert found == {
        ("any", "any"): ("image/svg+xml", b"<svg"),
        ("192x192", "any"): ("image/png", b"\x89PNG"),
        ("512x512", "any"): ("image/png", b"\x89PNG"),
        ("512x512", "maskable"): ("image/png", b"\x89PNG"),
    }
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get("/masuk").content.decode()


@pytest.mark.parametrize(("language", "words"), [("id", "Di ponsel ini"), ("en", "On this phone")])
def test_the_offline_page_is_the_same_for_all(client: Client, language: str, words: str) -> None:
    answer = client.get(f"/luring?bahasa={language}")
    text = answer.content.decode()

    assert (answer.status_code, words in text, f'lang="{language}"' in text) == (200, True, True)
    assert "alur-offline" not in text
    cast.assemble()
    client.force_login(cast.account(cast.SARI))
    assert "Sari Wulandari" in client.get("/luring").content.decode()
    assert client.get("/luring?bahasa=%00").status_code == 200


def test_all_scripts_together_are_light() -> None:
    built = assets.manifest()
    weights = {name: len(gzip.compress((assets.DIST / built[name]).read_bytes())) for name in ("app.js", "sw.js")}
    assert sum(weights.values()) <= SCRIPT_BYTES


def test_an_account_has_one_tag_and_no_other_has_it() -> None:
    from alur.base.access.queries import tag_of

    tags = [tag_of(number) for number in range(1_000)]
    assert (len(set(tags)), tag_of(0) == tags[0], {len(tag) for tag in tags}) == (1_000, True, {16})
