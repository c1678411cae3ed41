"""Documents as PDF, set by typst from a template and values. No value is ever read as part of the template.

typst runs in a process of its own: it keeps what it has set (150 MB for 3,000 rows), and should it break, it breaks
alone.
"""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem

# Controls and marks that turn the direction of writing could make a document read otherwise than it was stored.
INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
SETTER = "alur.base.lib.typesetter"
LONGEST_SECONDS = 30
# So many at once, so that a rush for documents leaves the processors to the pages.
AT_ONCE = BoundedSemaphore(2)


def pdf_bytes(template: Path, values: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """Return a PDF. template: a typst file, which reads values by `json(bytes(sys.inputs.values))`; made_at: aware.

    Only the fonts that typst brings along are used, so that it looks the same on every machine. Raises Problem
    `typesetting.too_long` (503) when it takes too long, RuntimeError when the template is at fault.
    """
    work = {
        "template": template.read_text(encoding="utf-8"),
        "values": json.dumps(visible(values), default=str),
        "timestamp": int(made_at.timestamp()),
    }
    if not AT_ONCE.acquire(timeout=LONGEST_SECONDS):
        raise too_long()
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by our own Python
            [sys.executable, "-I", "-m", SETTER],
            input=json.dumps(work).encode(),
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
            env={"RAYON_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise too_long() from error
    finally:
        AT_ONCE.release()
    if done.returncode:
        raise RuntimeError(f"{template.name} cannot be set: {done.stderr.decode(errors='replace')[-2_000:]}")
    return done.stdout


def visible(value: Any) -> Any:
    """Return a value with what cannot be seen left out of its texts."""
    if isinstance(value, str):
        return "".join(each for each in value if unicodedata.category(each) not in INVISIBLE)
    if isinstance(value, Mapping):
        return {name: visible(each) for name, each in value.items()}
    return [visible(each) for each in value] if isinstance(value, list | tuple) else value


def too_long() -> Problem:
    return Problem(
        "typesetting.too_long",
        _("The document takes too long to make."),
        mend=_("Try again in a few minutes."),
        status=503,
    )
