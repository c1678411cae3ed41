"""The signing key: given by the environment, else made once and kept beside the data."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 50


def key(given: str, *, home: Path) -> str:
    """Return the signing key. given: from the environment, "" to use the one kept in home."""
    if given:
        return given
    path = home / "secret.key"
    if not path.exists():
        keep_new(path)
    return path.read_text(encoding="ascii").strip()


def keep_new(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES))
    try:
        os.link(draft, path)  # the first of several processes wins; none ever sees half a key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
