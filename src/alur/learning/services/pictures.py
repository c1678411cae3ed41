"""Keeps pictures of modules as files under the name of their content, each once."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from alur.learning.queries.pictures import folder
from alur.learning.rules.pictures import stored_name


def keep(data: bytes, ending: str) -> str:
    """Keep a picture and return its name. What is kept is whole, also when power fails. ending: of rules.pictures."""
    name = stored_name(data, ending)
    path = folder() / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, data)
    return name


def write_whole(path: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as draft:
        draft.write(data)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(path)
