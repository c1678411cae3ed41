"""docs/settings.md is the table of config/environment.py, for people."""

import re

from alur.config.environment import VARIABLES
from tests.installation import ROOT


def test_page_lists_each_variable_once_in_the_table_s_order() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(VARIABLES)


def test_code_reads_no_other_variable() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    read = {name for source in sources for name in re.findall(r'"(ALUR_[A-Z_]+)"', source)}
    assert read <= set(VARIABLES) | {"ALUR_TEST_", "ALUR_"}
