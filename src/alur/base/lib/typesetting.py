"""Documents as PDF, set by typst from a template and values. No value is ever read as part of the template."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

# Controls and marks that turn the direction of writing could make a document read otherwise than it was stored.
INVISIBLE = {"Cc", "Cf", "Co", "Cs"}


def pdf_bytes(template: Path, values: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """Return a PDF. template: a typst file, which reads values by `json(bytes(sys.inputs.values))`; made_at: aware.

    Only the fonts that typst brings along are used, so that it looks the same on every machine. Other requests go on
    meanwhile: typst lets go of the interpreter.
    """
    inputs = {"values": json.dumps(visible(values), default=str)}
    made: bytes = typst.compile(
        template.read_bytes(),
        sys_inputs=inputs,
        ignore_system_fonts=True,
        timestamp=int(made_at.timestamp()),
    )
    return made


def visible(value: Any) -> Any:
    """Return a value with what cannot be seen left out of its texts."""
    if isinstance(value, str):
        return "".join(each for each in value if unicodedata.category(each) not in INVISIBLE)
    if isinstance(value, Mapping):
        return {name: visible(each) for name, each in value.items()}
    return [visible(each) for each in value] if isinstance(value, list | tuple) else value
