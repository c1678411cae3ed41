"""Addresses of the built front end, by the manifest that the build wrote."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

DIST = Path(__file__).with_name("dist")


@lru_cache
def manifest() -> dict[str, str]:
    """Return hashed file names by logical name; empty when the front end was not built (`/readyz` says so)."""
    path = DIST / "manifest.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


@lru_cache
def asset(name: str) -> str:
    """Return the address of a built file. name: logical, `app.css`."""
    return f"{settings.STATIC_URL}{manifest().get(name, name)}"


@lru_cache
def fingerprint() -> str:
    """Return what tells this build of the front end from every other."""
    return hashlib.sha256(json.dumps(manifest(), sort_keys=True).encode()).hexdigest()[:12]
