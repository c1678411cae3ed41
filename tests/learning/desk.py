"""A small agency with a module to read: content written and taken in as any other, and Sari at her desk."""

from pathlib import Path
from tempfile import TemporaryDirectory

from alur.base.access.rules import SYSTEM, Actor
from alur.base.lib.importing.running import Tally
from alur.learning.importers.content import Refusal, import_contents
from tests.imports import BUDI, SARI, take_basics

FRONT = "---\ncode: M1\ncomplete: {screens: all, questions: 50}\n---\n"
CONTENT = f"""{FRONT}
# Satu
Isi satu.

---
# Dua
## ? Pilih satu
- (x) benar | Tepat.
- ( ) salah | Bukan itu.
> Begitulah.

## ? Tulis
- = TIE

---
# Tiga
Isi tiga.
"""
SARI_ACTS = Actor(kind="account", name="account:1", subject=SARI)
BUDI_ACTS = Actor(kind="account", name="account:2", subject=BUDI)
STRANGER = Actor(kind="account", name="account:3")


def take_content(content: str) -> Tally:
    """Take the content of one module in; it must be without fault."""
    refused: list[Refusal] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "modul.md"
        path.write_text(content, encoding="utf-8")
        tally = import_contents(path, actor=SYSTEM, reject=refused.append)
    assert refused == []
    return tally


def furnish() -> None:
    """Take in units, employees, modules and the content of module M1."""
    with TemporaryDirectory() as folder:
        take_basics(Path(folder))
    take_content(CONTENT)
